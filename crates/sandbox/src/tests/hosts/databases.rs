//! Databases behind hosts, and the way out.

use super::*;
use crate::HostError;

async fn said(session: &HostSession, login: &DatabaseLogin, statement: &str) -> String {
    match session.mysql(login, statement).await {
        Ok(rows) => rows,
        Err(HostError::Failed(words)) => words,
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test(start_paused = true)]
async fn a_database_takes_its_user_with_its_password_from_where_the_rules_let_in() {
    let lab = Lab::new().await;
    let (host, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    assert_eq!(said(&session, &login, "SELECT 1").await, "1");
    assert!(session.connects(&login.host, 3306).await.unwrap());
    assert!(!session.connects(&login.host, 3307).await.unwrap());
    assert!(!lab.client.0.connects(ME, &login.host, 3306).await, "it is not public");
    let change = |change: fn(&mut DatabaseLogin)| {
        let mut other = login.clone();
        change(&mut other);
        other
    };
    let denied = said(&session, &change(|login| login.password.push('x')), "SELECT 1").await;
    let address = host.private;
    let expected = format!("ERROR 1045 (28000): Access denied for user 'admin'@'{address}' (using password: YES)");
    assert_eq!(denied, expected);
    let unknown = said(&session, &change(|login| login.database = "other".to_owned()), "SELECT 1").await;
    assert_eq!(unknown, "ERROR 1049 (42000): Unknown database 'other'");
    let nobody = said(&session, &change(|login| login.host.insert(0, 'x')), "SELECT 1").await;
    assert!(nobody.starts_with("ERROR 2005 (HY000)"), "{nobody}");
    let count = "SELECT COUNT(*) FROM users WHERE username = \"x\"";
    assert_eq!(
        said(&session, &login, count).await,
        "ERROR 1146 (42S02) at line 1: Table 'app.users' doesn't exist"
    );
    assert!(said(&session, &login, "SHOW TABLES").await.starts_with("ERROR 1064 (42000)"));
    lab.permit("RevokeSecurityGroupIngress", &lab.database, "tcp", 3306, &lab.front)
        .await;
    let (took, closed) = seconds(said(&session, &login, "SELECT 1")).await;
    let expected = format!(
        "ERROR 2003 (HY000): Can't connect to MySQL server on '{}:3306' (110)",
        login.host
    );
    assert_eq!(closed, expected);
    assert!((10.0..10.3).contains(&took), "{took}");
    assert!(!format!("{login:?}").contains(PASSWORD));
}

#[tokio::test(start_paused = true)]
async fn a_new_password_is_in_force_when_the_modification_is() {
    let lab = Lab::new().await;
    let (_, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    let other: &[(&str, &str)] = &[("DBInstanceIdentifier", "db"), ("MasterUserPassword", "Another-One-2")];
    lab.rds("ModifyDBInstance", other).await;
    assert_eq!(said(&session, &login, "SELECT 1").await, "1");
    pass(120).await;
    assert!(said(&session, &login, "SELECT 1").await.contains("ERROR 1045"));
    let login = DatabaseLogin {
        password: "Another-One-2".to_owned(),
        ..login
    };
    assert_eq!(said(&session, &login, "SELECT 1").await, "1");
    lab.rds("StopDBInstance", &[("DBInstanceIdentifier", "db")]).await;
    assert!(
        said(&session, &login, "SELECT 1").await.contains("ERROR 2003"),
        "it is stopping"
    );
}

#[tokio::test(start_paused = true)]
async fn a_host_without_the_client_has_no_mysql() {
    let lab = Lab::new().await;
    let (_, session) = lab.front_host("").await;
    let login = DatabaseLogin {
        host: "db".to_owned(),
        port: 3306,
        user: "admin".to_owned(),
        password: PASSWORD.to_owned(),
        database: "app".to_owned(),
    };
    assert!(said(&session, &login, "SELECT 1").await.contains("command not found"));
}

#[tokio::test(start_paused = true)]
async fn a_host_is_seen_from_outside_at_its_own_address_or_its_nat_gateways() {
    let lab = Lab::new().await;
    let (jump, front) = lab.front_host("").await;
    assert_eq!(front.seen_from_outside_as().await.unwrap(), jump.public);
    let inner = lab.launch(&lab.private, &lab.inside, "").await;
    pass(60).await;
    let session = lab.log_in_through(&jump, &inner).await.unwrap();
    assert_eq!(session.seen_from_outside_as().await.unwrap(), None);
    assert!(!session.connects("example.com", 443).await.unwrap());
    let allocated = lab.ok("AllocateAddress", &[]).await;
    let (address, allocation) = (field(&allocated, "publicIp"), field(&allocated, "allocationId"));
    pass(2).await;
    let wanted: &[(&str, &str)] = &[("SubnetId", &lab.public), ("AllocationId", &allocation)];
    let nat = lab.client.made("CreateNatGateway", wanted, "natGatewayId").await;
    let table = lab
        .client
        .made("CreateRouteTable", &[("VpcId", &lab.vpc)], "routeTableId")
        .await;
    pass(150).await;
    lab.ok("AssociateRouteTable", &[("RouteTableId", &table), ("SubnetId", &lab.private)])
        .await;
    lab.route(&table, "NatGatewayId", &nat).await;
    assert_eq!(session.seen_from_outside_as().await.unwrap(), Some(address.parse().unwrap()));
    assert!(session.connects("example.com", 443).await.unwrap());
    assert!(session.ping(STRANGER).await.unwrap());
    assert!(front.ping(inner.private).await.unwrap());
    assert!(front.connects(&inner.private.to_string(), 22).await.unwrap());
    assert!(!session.ping(jump.private).await.unwrap(), "no rule lets it in");
}

#[tokio::test(start_paused = true)]
async fn an_application_makes_its_table_at_its_start_alone() {
    let lab = Lab::new().await;
    let (_, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    upload(&session, &environment(&login, PASSWORD)).await;
    session.compose_up("app").await.unwrap();
    let count = "SELECT COUNT(*) FROM users WHERE username = \"x\"";
    assert_eq!(said(&session, &login, count).await, "0");
    let deleted: &[(&str, &str)] = &[("DBInstanceIdentifier", "db"), ("SkipFinalSnapshot", "true")];
    lab.rds("DeleteDBInstance", deleted).await;
    pass(400).await;
    assert_eq!(session.get(PORT, "/health").await.unwrap(), 503);
    let login = lab.make_database().await;
    assert_eq!(
        session.get(PORT, "/health").await.unwrap(),
        200,
        "the new one has the same name"
    );
    assert!(said(&session, &login, count).await.starts_with("ERROR 1146"));
    session.write("app/Dockerfile", 0o644, b"FROM scratch").await.unwrap();
    session.compose_up("app").await.unwrap();
    assert_eq!(said(&session, &login, count).await, "0");
}
