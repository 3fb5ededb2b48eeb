"""Buckets and their configuration."""

import json

from harness import case, refusal, then


def reading_by_anyone(bucket):
    statement = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def unblocked(aws):
    bucket = aws.bucket()
    aws.s3.delete_public_access_block(Bucket=bucket)
    return bucket


@case("InvalidBucketName", "S3 user guide, bucket naming rules: lower case")
def a_bucket_name_is_in_lower_case(aws):
    return refusal(aws.s3.create_bucket, Bucket="Case")


@case("InvalidBucketName", "S3 user guide, bucket naming rules: 3 to 63 characters")
def a_bucket_name_has_three_characters(aws):
    return refusal(aws.s3.create_bucket, Bucket="ab")


@case("InvalidBucketName", "S3 user guide, bucket naming rules: no IP address")
def a_bucket_name_is_no_address(aws):
    return refusal(aws.s3.create_bucket, Bucket="192.168.5.4")


@case("InvalidBucketName", "S3 user guide, bucket naming rules: no two dots together")
def a_bucket_name_has_no_two_dots_together(aws):
    return refusal(aws.s3.create_bucket, Bucket="my..case")


@case("InvalidBucketName", "S3 user guide, bucket naming rules: reserved beginnings")
def a_bucket_name_does_not_begin_with_xn(aws):
    return refusal(aws.s3.create_bucket, Bucket="xn--case")


@case("InvalidBucketName", "S3 user guide, bucket naming rules: reserved ends")
def a_bucket_name_does_not_end_with_s3alias(aws):
    return refusal(aws.s3.create_bucket, Bucket="case-s3alias")


@case("accepted", "CreateBucket: in us-east-1 one's own bucket is made again with 200")
def ones_own_bucket_is_made_again(aws):
    return refusal(aws.s3.create_bucket, Bucket=aws.bucket())


@case("InvalidLocationConstraint", "CreateBucket, LocationConstraint: none for us-east-1; S3 error codes")
def us_east_1_is_no_location_constraint(aws):
    where = {"LocationConstraint": "us-east-1"}
    return refusal(aws.s3.create_bucket, Bucket="case-in-a-place", CreateBucketConfiguration=where)


@case("NoSuchBucket", "S3 error codes")
def an_unknown_bucket_is_not_found(aws):
    return refusal(aws.s3.list_objects_v2, Bucket="nobody-has-this-bucket")


@case("404", "HeadBucket: no body, so no code but the status")
def the_head_of_an_unknown_bucket_is_404(aws):
    return refusal(aws.s3.head_bucket, Bucket="nobody-has-this-bucket")


@case("all four on", "S3 user guide, Block Public Access: on for new buckets since April 2023")
def a_new_bucket_blocks_public_access(aws):
    block = aws.s3.get_public_access_block(Bucket=aws.bucket())["PublicAccessBlockConfiguration"]
    return "all four on" if len(block) == 4 and all(block.values()) else json.dumps(block)


@case("BucketOwnerEnforced", "S3 user guide, Object Ownership: the default since April 2023")
def a_new_bucket_has_no_acls(aws):
    controls = aws.s3.get_bucket_ownership_controls(Bucket=aws.bucket())["OwnershipControls"]
    return controls["Rules"][0]["ObjectOwnership"]


@case("AES256", "S3 user guide: SSE-S3 is the default since January 2023")
def a_new_bucket_is_encrypted(aws):
    rules = aws.s3.get_bucket_encryption(Bucket=aws.bucket())["ServerSideEncryptionConfiguration"]["Rules"]
    return rules[0]["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"]


@case("AccessDenied", "S3 user guide, BlockPublicPolicy")
def a_public_policy_is_refused_while_blocked(aws):
    bucket = aws.bucket()
    return refusal(aws.s3.put_bucket_policy, Bucket=bucket, Policy=reading_by_anyone(bucket))


@case("accepted, public", "PutBucketPolicy, GetBucketPolicyStatus")
def a_public_policy_is_accepted_once_unblocked(aws):
    bucket = unblocked(aws)
    code = refusal(aws.s3.put_bucket_policy, Bucket=bucket, Policy=reading_by_anyone(bucket))
    status = aws.s3.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"]
    return f"{code}, {'public' if status['IsPublic'] else 'not public'}"


@case("MalformedPolicy", "S3 error codes")
def a_policy_that_is_none_is_refused(aws):
    return refusal(aws.s3.put_bucket_policy, Bucket=unblocked(aws), Policy="no policy")


@case("MalformedPolicy", "S3 error codes; a policy names its own bucket")
def a_policy_for_another_bucket_is_refused(aws):
    return refusal(aws.s3.put_bucket_policy, Bucket=unblocked(aws), Policy=reading_by_anyone("another-bucket"))


@case("NoSuchBucketPolicy", "S3 error codes")
def a_bucket_begins_without_a_policy(aws):
    return refusal(aws.s3.get_bucket_policy, Bucket=aws.bucket())


@case("NoSuchPublicAccessBlockConfiguration", "S3 error codes")
def a_deleted_access_block_is_not_found(aws):
    return refusal(aws.s3.get_public_access_block, Bucket=unblocked(aws))


@case("NoSuchWebsiteConfiguration, then index.html and 404.html", "S3 error codes; PutBucketWebsite")
def a_bucket_becomes_a_website(aws):
    bucket = aws.bucket()
    before = refusal(aws.s3.get_bucket_website, Bucket=bucket)
    site = {"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": "404.html"}}
    aws.s3.put_bucket_website(Bucket=bucket, WebsiteConfiguration=site)
    now = aws.s3.get_bucket_website(Bucket=bucket)
    return then(before, f"{now['IndexDocument']['Suffix']} and {now['ErrorDocument']['Key']}")


@case("refused", "IndexDocument, Suffix: must not hold a slash")
def an_index_document_is_no_path(aws):
    site = {"IndexDocument": {"Suffix": "pages/index.html"}}
    code = refusal(aws.s3.put_bucket_website, Bucket=aws.bucket(), WebsiteConfiguration=site)
    return code if code == "accepted" else "refused"


@case("NoSuchTagSet, then Name=demo", "S3 error codes; PutBucketTagging")
def a_bucket_is_tagged(aws):
    bucket = aws.bucket()
    before = refusal(aws.s3.get_bucket_tagging, Bucket=bucket)
    aws.s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": [{"Key": "Name", "Value": "demo"}]})
    tags = aws.s3.get_bucket_tagging(Bucket=bucket)["TagSet"]
    return then(before, ", ".join(f"{tag['Key']}={tag['Value']}" for tag in tags))


@case("InvalidTag", "PutBucketTagging: aws: is AWS's own; a key is given once; the code is recalled, unverified")
def a_bucket_tag_does_not_begin_with_aws(aws):
    tags = {"TagSet": [{"Key": "aws:mine", "Value": "x"}]}
    return refusal(aws.s3.put_bucket_tagging, Bucket=aws.bucket(), Tagging=tags)


@case("BucketNotEmpty", "S3 error codes")
def a_bucket_with_an_object_stays(aws):
    bucket = aws.bucket()
    aws.s3.put_object(Bucket=bucket, Key="a", Body=b"a")
    return refusal(aws.s3.delete_bucket, Bucket=bucket)


@case("BucketNotEmpty", "S3 error codes; versions and delete markers count")
def a_bucket_with_old_versions_stays(aws):
    bucket = aws.bucket()
    aws.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    aws.s3.put_object(Bucket=bucket, Key="a", Body=b"a")
    aws.s3.delete_object(Bucket=bucket, Key="a")
    return refusal(aws.s3.delete_bucket, Bucket=bucket)


@case("accepted, then NoSuchBucket", "DeleteBucket; S3 error codes")
def an_empty_bucket_is_deleted(aws):
    bucket = aws.bucket()
    code = refusal(aws.s3.delete_bucket, Bucket=bucket)
    return then(code, refusal(aws.s3.delete_bucket, Bucket=bucket))
