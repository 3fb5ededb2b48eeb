"""DB subnet groups, DB instances and their snapshots."""

from harness import case, refusal, refused, then, until


def refused_database(aws, **more):
    return refusal(aws.rds.create_db_instance, **aws.database_settings(aws.subnet_group()) | more)


def status(aws, name="db-of-a-case"):
    return aws.rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]["DBInstanceStatus"]


@case("DBSubnetGroupDoesNotCoverEnoughAZs", "botocore model, CreateDBSubnetGroup")
def a_subnet_group_covers_two_zones(aws):
    vpc = aws.vpc()
    subnets = [aws.subnet(vpc, f"10.0.{third}.0/24") for third in (1, 2)]
    arguments = {"DBSubnetGroupName": "case", "DBSubnetGroupDescription": "for a case", "SubnetIds": subnets}
    return refusal(aws.rds.create_db_subnet_group, **arguments)


@case("DBSubnetGroupAlreadyExists", "botocore model, CreateDBSubnetGroup")
def a_subnet_group_name_is_taken_once(aws):
    name = aws.subnet_group()
    subnets = [one["SubnetId"] for one in aws.ec2.describe_subnets()["Subnets"]]
    arguments = {"DBSubnetGroupName": name, "DBSubnetGroupDescription": "again", "SubnetIds": subnets}
    return refusal(aws.rds.create_db_subnet_group, **arguments)


@case("DBSubnetGroupNotFoundFault", "botocore model, DescribeDBSubnetGroups")
def an_unknown_subnet_group_is_not_found(aws):
    return refusal(aws.rds.describe_db_subnet_groups, DBSubnetGroupName="nobody")


@case("db-subnets", "CreateDBSubnetGroup, DBSubnetGroupName: kept in lower case")
def a_subnet_group_name_is_kept_in_lower_case(aws):
    aws.subnet_group("DB-Subnets")
    return aws.rds.describe_db_subnet_groups()["DBSubnetGroups"][0]["DBSubnetGroupName"]


@case("InvalidSubnet", "botocore model, CreateDBSubnetGroup")
def a_subnet_group_of_unknown_subnets_is_refused(aws):
    unknown = ["subnet-0123456789abcdef0", "subnet-0123456789abcdef1"]
    arguments = {"DBSubnetGroupName": "case", "DBSubnetGroupDescription": "for a case", "SubnetIds": unknown}
    return refusal(aws.rds.create_db_subnet_group, **arguments)


@case("InvalidDBSubnetGroupStateFault", "botocore model, DeleteDBSubnetGroup")
def a_subnet_group_with_a_database_stays(aws):
    group = aws.subnet_group()
    aws.database(group)
    return refusal(aws.rds.delete_db_subnet_group, DBSubnetGroupName=group)


@case("creating, then available", "RDS user guide, DB instance status; waiter db_instance_available")
def a_database_becomes_available(aws):
    made = aws.rds.create_db_instance(**aws.database_settings(aws.subnet_group()))["DBInstance"]
    aws.wait(aws.rds, "db_instance_available", DBInstanceIdentifier=made["DBInstanceIdentifier"])
    return then(made["DBInstanceStatus"], status(aws))


@case("no endpoint, then port 3306", "RDS user guide: the endpoint is there once the instance is available")
def a_database_has_its_endpoint_once_available(aws):
    made = aws.rds.create_db_instance(**aws.database_settings(aws.subnet_group()))["DBInstance"]
    aws.wait(aws.rds, "db_instance_available", DBInstanceIdentifier=made["DBInstanceIdentifier"])
    now = aws.rds.describe_db_instances()["DBInstances"][0]
    return then("an endpoint" if made.get("Endpoint", {}).get("Address") else "no endpoint", f"port {now['Endpoint']['Port']}")


@case("DBInstanceAlreadyExists", "botocore model, CreateDBInstance")
def a_database_name_is_taken_once(aws):
    group = aws.subnet_group()
    aws.database(group)
    return refusal(aws.rds.create_db_instance, **aws.database_settings(group))


@case("DBInstanceNotFound", "botocore model, DescribeDBInstances")
def an_unknown_database_is_not_found(aws):
    return refusal(aws.rds.describe_db_instances, DBInstanceIdentifier="nobody")


@case("db-of-a-case", "CreateDBInstance, DBInstanceIdentifier: kept in lower case")
def a_database_name_is_kept_in_lower_case(aws):
    return aws.database(aws.subnet_group(), DBInstanceIdentifier="DB-of-a-Case")


@case("InvalidParameterValue", "CreateDBInstance, DBInstanceIdentifier: no two hyphens in a row; the code is recalled, unverified")
def a_database_name_has_no_two_hyphens_in_a_row(aws):
    return refused_database(aws, DBInstanceIdentifier="db--case")


@case("InvalidParameterValue", "CreateDBInstance, DBInstanceIdentifier: does not end with a hyphen; the code is recalled, unverified")
def a_database_name_does_not_end_with_a_hyphen(aws):
    return refused_database(aws, DBInstanceIdentifier="db-")


@case("InvalidParameterValue", "CreateDBInstance, MasterUserPassword: no /, \", @ or space; the code is recalled, unverified")
def a_password_holds_no_slash(aws):
    return refused_database(aws, MasterUserPassword="correct/horse")


@case("InvalidParameterValue", "CreateDBInstance, MasterUserPassword: 8 to 41 characters for MySQL; the code is recalled, unverified")
def a_password_has_eight_characters(aws):
    return refused_database(aws, MasterUserPassword="short")


@case("InvalidParameterValue", "CreateDBInstance, MasterUsername: 1 to 16 letters or numbers for MySQL, no reserved word; the code is recalled, unverified")
def a_user_is_no_reserved_word(aws):
    return refused_database(aws, MasterUsername="rdsadmin")


@case("InvalidParameterValue", "CreateDBInstance, AllocatedStorage: 20 to 65536 for gp3; the code is recalled, unverified")
def a_database_has_20_gibibytes_at_least(aws):
    return refused_database(aws, AllocatedStorage=5, StorageType="gp3")


@case("InvalidParameterCombination", 'RDS user guide, storage autoscaling: the limit is 10 % more at least; docs/AWS.md, "DB instance"')
def an_autoscaling_limit_is_ten_per_cent_more(aws):
    return refused_database(aws, AllocatedStorage=100, MaxAllocatedStorage=105)


@case("InvalidParameterValue", "CreateDBInstance, BackupRetentionPeriod: 0 to 35; the code is recalled, unverified")
def backups_are_kept_35_days_at_most(aws):
    return refused_database(aws, BackupRetentionPeriod=36)


@case("DBSubnetGroupNotFoundFault", "botocore model, CreateDBInstance")
def a_database_in_an_unknown_subnet_group_is_refused(aws):
    aws.subnet_group()
    return refusal(aws.rds.create_db_instance, **aws.database_settings("nobody"))


@case("InvalidParameterCombination", "CreateDBInstance, EngineVersion: a version RDS does not have; the code is recalled, unverified")
def a_database_of_an_unknown_version_is_refused(aws):
    return refused_database(aws, EngineVersion="3.0.0")


@case("False", "CreateDBInstance, StorageEncrypted: not by default")
def a_database_is_not_encrypted_by_default(aws):
    aws.database(aws.subnet_group())
    return aws.rds.describe_db_instances()["DBInstances"][0]["StorageEncrypted"]


@case("InvalidParameterCombination", 'DeleteDBInstance; docs/AWS.md, "DB instance": deletion protection')
def a_protected_database_stays(aws):
    name = aws.database(aws.subnet_group(), DeletionProtection=True)
    return refusal(aws.rds.delete_db_instance, DBInstanceIdentifier=name, SkipFinalSnapshot=True)


@case("InvalidParameterCombination", "DeleteDBInstance, FinalDBSnapshotIdentifier: needed unless the snapshot is skipped; the code is recalled, unverified")
def a_deletion_says_what_becomes_of_the_data(aws):
    name = aws.database(aws.subnet_group())
    return refusal(aws.rds.delete_db_instance, DBInstanceIdentifier=name)


@case("deleting, then DBInstanceNotFound", "DeleteDBInstance; botocore model")
def a_database_is_deleted(aws):
    name = aws.database(aws.subnet_group())
    answer = aws.rds.delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)["DBInstance"]
    gone = until(lambda: refusal(aws.rds.describe_db_instances, DBInstanceIdentifier=name), "DBInstanceNotFound")
    return then(answer["DBInstanceStatus"], gone)


@case("7 days", "ModifyDBInstance, ApplyImmediately")
def a_database_is_modified(aws):
    name = aws.database(aws.subnet_group())
    aws.rds.modify_db_instance(DBInstanceIdentifier=name, BackupRetentionPeriod=7, ApplyImmediately=True)

    def days():
        return f"{aws.rds.describe_db_instances()['DBInstances'][0]['BackupRetentionPeriod']} days"

    return until(days, "7 days")


@case("InvalidDBInstanceState", "botocore model, CreateDBSnapshot: the instance must be available")
def a_database_that_is_being_made_has_no_snapshot(aws):
    made = aws.rds.create_db_instance(**aws.database_settings(aws.subnet_group()))["DBInstance"]
    arguments = {"DBInstanceIdentifier": made["DBInstanceIdentifier"], "DBSnapshotIdentifier": "case"}
    return refusal(aws.rds.create_db_snapshot, **arguments)


@case("creating, then available", "botocore model; waiter db_snapshot_available")
def a_database_snapshot_becomes_available(aws):
    name = aws.database(aws.subnet_group())
    made = aws.rds.create_db_snapshot(DBInstanceIdentifier=name, DBSnapshotIdentifier="case")["DBSnapshot"]
    aws.wait(aws.rds, "db_snapshot_available", DBSnapshotIdentifier="case")
    return then(made["Status"], aws.rds.describe_db_snapshots(DBSnapshotIdentifier="case")["DBSnapshots"][0]["Status"])


@case("DBSnapshotAlreadyExists", "botocore model, CreateDBSnapshot")
def a_snapshot_name_is_taken_once(aws):
    name = aws.database(aws.subnet_group())
    aws.rds.create_db_snapshot(DBInstanceIdentifier=name, DBSnapshotIdentifier="case")
    aws.wait(aws.rds, "db_snapshot_available", DBSnapshotIdentifier="case")
    return refusal(aws.rds.create_db_snapshot, DBInstanceIdentifier=name, DBSnapshotIdentifier="case")


@case("available", "RDS user guide: manual snapshots outlive their DB instance")
def a_manual_snapshot_outlives_its_database(aws):
    name = aws.database(aws.subnet_group())
    aws.rds.create_db_snapshot(DBInstanceIdentifier=name, DBSnapshotIdentifier="case")
    aws.wait(aws.rds, "db_snapshot_available", DBSnapshotIdentifier="case")
    aws.rds.delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
    until(lambda: refusal(aws.rds.describe_db_instances, DBInstanceIdentifier=name), "DBInstanceNotFound")
    return aws.rds.describe_db_snapshots(DBSnapshotIdentifier="case")["DBSnapshots"][0]["Status"]


@case("DBSnapshotNotFound", "botocore model, DescribeDBSnapshots")
def an_unknown_database_snapshot_is_not_found(aws):
    return refusal(aws.rds.describe_db_snapshots, DBSnapshotIdentifier="nobody")


@case("Name=demo, Team=one", "AddTagsToResource, ListTagsForResource")
def a_database_is_tagged(aws):
    tags = [{"Key": "Name", "Value": "demo"}]
    aws.database(aws.subnet_group(), Tags=tags)
    arn = aws.rds.describe_db_instances()["DBInstances"][0]["DBInstanceArn"]
    aws.rds.add_tags_to_resource(ResourceName=arn, Tags=[{"Key": "Team", "Value": "one"}])
    listed = aws.rds.list_tags_for_resource(ResourceName=arn)["TagList"]
    return ", ".join(sorted(f"{tag['Key']}={tag['Value']}" for tag in listed))


@case("refused", "CreateDBInstance, DBInstanceClass: a class RDS does not have")
def a_database_of_an_unknown_class_is_refused(aws):
    settings = aws.database_settings(aws.subnet_group()) | {"DBInstanceClass": "db.t0.nano"}
    return refused(aws.rds.create_db_instance, **settings)


def a_replica(aws, source):
    return aws.rds.create_db_instance_read_replica(DBInstanceIdentifier="replica-of-a-case", SourceDBInstanceIdentifier=source)["DBInstance"]


@case("InvalidDBInstanceState", "RDS user guide, read replicas: the source makes automated backups")
def a_replica_needs_backups(aws):
    return refusal(a_replica, aws=aws, source=aws.database(aws.subnet_group()))


def source_of(aws):
    replica = aws.rds.describe_db_instances(DBInstanceIdentifier="replica-of-a-case")["DBInstances"][0]
    return f"of {replica.get('ReadReplicaSourceDBInstanceIdentifier', 'none')}"


def an_available_replica(aws):
    source = aws.database(aws.subnet_group(), BackupRetentionPeriod=1)
    a_replica(aws, source)
    aws.wait(aws.rds, "db_instance_available", DBInstanceIdentifier="replica-of-a-case")
    return source


@case("of db-of-a-case, then of none", "CreateDBInstanceReadReplica, PromoteReadReplica")
def a_replica_is_promoted(aws):
    an_available_replica(aws)
    before = source_of(aws)
    aws.rds.promote_read_replica(DBInstanceIdentifier="replica-of-a-case")
    return then(before, until(lambda: source_of(aws), "of none"))


@case("with replica-of-a-case, then without", "DBInstance, ReadReplicaDBInstanceIdentifiers")
def a_source_tells_its_replicas(aws):
    source = an_available_replica(aws)

    def replicas():
        now = aws.rds.describe_db_instances(DBInstanceIdentifier=source)["DBInstances"][0]
        named = now["ReadReplicaDBInstanceIdentifiers"]
        return f"with {named[0]}" if named else "without"

    before = replicas()
    aws.rds.delete_db_instance(DBInstanceIdentifier="replica-of-a-case", SkipFinalSnapshot=True)
    return then(before, until(replicas, "without"))


@case("of none", "RDS user guide, deleting a DB instance: the replicas of a MySQL instance in its region are promoted")
def the_replica_of_a_deleted_database_is_promoted(aws):
    aws.rds.delete_db_instance(DBInstanceIdentifier=an_available_replica(aws), SkipFinalSnapshot=True)
    return until(lambda: source_of(aws), "of none")


@case("InvalidDBInstanceState", "PromoteReadReplica, errors")
def only_a_replica_is_promoted(aws):
    return refusal(aws.rds.promote_read_replica, DBInstanceIdentifier=aws.database(aws.subnet_group()))
