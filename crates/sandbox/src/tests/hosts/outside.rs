//! What somebody outside sees: applications and websites.

use http::Request;

use super::*;
use crate::{WebAnswer, WebMethod, WebRequest};

const WEBSITE: &str = "<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument>\
                       <ErrorDocument><Key>error.html</Key></ErrorDocument></WebsiteConfiguration>";
const POLICY: &str =
    r#"{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::site/*"}}"#;

async fn get(lab: &Lab, url: &str) -> Result<WebAnswer, String> {
    let request = WebRequest {
        method: WebMethod::Get,
        url: url.to_owned(),
        form: None,
        cookies: Vec::new(),
    };
    lab.client.0.browse(STRANGER, &request).await
}

async fn post(lab: &Lab, url: &str, fields: &[(&str, &str)], cookies: &[String]) -> WebAnswer {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let request = WebRequest {
        method: WebMethod::Post,
        url: url.to_owned(),
        form: Some(fields.collect()),
        cookies: cookies.to_vec(),
    };
    lab.client.0.browse(STRANGER, &request).await.unwrap()
}

#[tokio::test(start_paused = true)]
async fn an_application_answers_everybody_its_port_is_open_to() {
    let lab = Lab::new().await;
    let (host, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    let base = format!("http://{}:{PORT}", host.public.unwrap());
    assert_eq!(
        get(&lab, &base).await.unwrap_err(),
        "Connection refused",
        "nothing listens yet"
    );
    upload(&session, &environment(&login, PASSWORD)).await;
    session.compose_up("app").await.unwrap();
    for (path, status) in [("", 200), ("/", 200), ("/health", 200), ("/signup", 200), ("/nowhere", 404)] {
        assert_eq!(get(&lab, &format!("{base}{path}")).await.unwrap().status, status, "{path}");
    }
    let address = host.public.unwrap().to_string();
    assert!(lab.client.0.connects(STRANGER, &address, PORT).await);
    let (took, open) = seconds(lab.client.0.connects(STRANGER, &address, 22)).await;
    assert!(!open && (3.0..3.1).contains(&took), "{took}");
    assert!(lab.client.0.connects(ME, &address, 22).await);
    lab.permit("RevokeSecurityGroupIngress", &lab.front, "tcp", PORT, "0.0.0.0/0")
        .await;
    let (took, closed) = seconds(get(&lab, &base)).await;
    assert_eq!(closed.unwrap_err(), "Connection timed out");
    assert!((10.0..10.3).contains(&took), "{took}");
}

#[tokio::test(start_paused = true)]
async fn who_signs_up_is_a_row_of_the_database() {
    let lab = Lab::new().await;
    let (host, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    upload(&session, &environment(&login, PASSWORD)).await;
    session.compose_up("app").await.unwrap();
    let url = format!("http://{}:{PORT}/signup", host.public.unwrap());
    let form = get(&lab, &url).await.unwrap();
    let (_, token) = form.text.split_once("name=\"csrf_token\" value=\"").unwrap();
    let token = token.split('"').next().unwrap();
    let fields = [
        ("csrf_token", token),
        ("username", "ada"),
        ("email", "ada@example.com"),
        ("password", "Another-Secret-3"),
        ("confirm", "Another-Secret-3"),
    ];
    assert_eq!(post(&lab, &url, &fields[1..], &form.cookies).await.status, 400, "no token");
    assert_eq!(post(&lab, &url, &fields, &[]).await.status, 400, "no cookie");
    assert_eq!(post(&lab, &url, &fields[..3], &form.cookies).await.status, 200, "no password");
    let signed_up = post(&lab, &url, &fields, &form.cookies).await;
    assert_eq!((signed_up.status, signed_up.location.as_deref()), (302, Some("/")));
    let taken = post(&lab, &url, &fields, &form.cookies).await;
    assert!(taken.status == 200 && taken.text.contains("csrf_token"), "{taken:?}");
    let count = async |name: &str| {
        let statement = format!("SELECT COUNT(*) FROM users WHERE username = \"{name}\"");
        session.mysql(&login, &statement).await.unwrap()
    };
    assert_eq!((count("ada").await.as_str(), count("eve").await.as_str()), ("1", "0"));
    let resource = field(&lab.rds("DescribeDBInstances", &[]).await, "DbiResourceId");
    assert_eq!(lab.client.0.users(&resource, "app"), ["ada"]);
    session
        .mysql(&login, "DELETE FROM users WHERE username = 'ada'")
        .await
        .unwrap();
    assert_eq!(count("ada").await, "0");
    session.remove("app/crew/templates/signup.html").await.unwrap();
    assert_eq!(get(&lab, &url).await.unwrap().status, 404);
}

#[tokio::test(start_paused = true)]
async fn what_is_restored_has_the_rows_of_the_snapshot() {
    let lab = Lab::new().await;
    let (host, session) = lab.front_host(PACKAGES).await;
    let login = lab.with_database().await;
    upload(&session, &environment(&login, PASSWORD)).await;
    session.compose_up("app").await.unwrap();
    let url = format!("http://{}:{PORT}/signup", host.public.unwrap());
    let sign_up = async |name: &str| {
        let form = get(&lab, &url).await.unwrap();
        let (_, token) = form.text.split_once("name=\"csrf_token\" value=\"").unwrap();
        let fields = [
            ("csrf_token", token.split('"').next().unwrap()),
            ("username", name),
            ("email", "somebody@example.com"),
            ("password", "Another-Secret-3"),
            ("confirm", "Another-Secret-3"),
        ];
        assert_eq!(post(&lab, &url, &fields, &form.cookies).await.status, 302);
    };
    sign_up("ada").await;
    let snapshot = ("DBSnapshotIdentifier", "snap");
    lab.rds("CreateDBSnapshot", &[("DBInstanceIdentifier", "db"), snapshot]).await;
    pass(600).await;
    sign_up("eve").await;
    let restore = [
        ("DBInstanceIdentifier", "again"),
        snapshot,
        ("DBSubnetGroupName", "group"),
        ("VpcSecurityGroupIds.VpcSecurityGroupId.1", &lab.database),
    ];
    lab.rds("RestoreDBInstanceFromDBSnapshot", &restore).await;
    pass(600).await;
    let shown = lab.rds("DescribeDBInstances", &[("DBInstanceIdentifier", "again")]).await;
    let restored = DatabaseLogin {
        host: field(&shown, "Address"),
        ..login.clone()
    };
    let count = async |login: &DatabaseLogin| session.mysql(login, "SELECT COUNT(*) FROM users").await.unwrap();
    assert_eq!((count(&login).await.as_str(), count(&restored).await.as_str()), ("2", "1"));
    assert_eq!(lab.client.0.users(&field(&shown, "DbiResourceId"), "app"), ["ada"]);
    // What is gone leaves nothing behind, and the snapshot's rows stay with it.
    let delete = [("DBInstanceIdentifier", "again"), ("SkipFinalSnapshot", "true")];
    lab.rds("DeleteDBInstance", &delete).await;
    pass(600).await;
    lab.rds("RestoreDBInstanceFromDBSnapshot", &restore).await;
    pass(600).await;
    let shown = lab.rds("DescribeDBInstances", &[("DBInstanceIdentifier", "again")]).await;
    assert_eq!(lab.client.0.users(&field(&shown, "DbiResourceId"), "app"), ["ada"]);
}

#[tokio::test(start_paused = true)]
async fn a_website_is_what_its_bucket_and_policy_say() {
    let lab = Lab::new().await;
    let put = async |path: &str, body: &str| {
        let request = Request::put(format!("/site{path}"));
        let (status, text) = lab
            .client
            .send("AKID", "s3", "us-east-1", request, body.to_owned())
            .await
            .unwrap();
        assert!(status < 300, "{path}: {text}");
        pass(2).await;
    };
    put("", "").await;
    let base = "http://site.s3-website-us-east-1.amazonaws.com";
    assert_eq!(get(&lab, base).await.unwrap().status, 404, "there is no website yet");
    put("?website", WEBSITE).await;
    put("/index.html", "home").await;
    put("/error.html", "lost").await;
    put("/docs/index.html", "docs").await;
    assert_eq!(get(&lab, base).await.unwrap().status, 403);
    put("?publicAccessBlock", "<PublicAccessBlockConfiguration/>").await;
    put("?policy", POLICY).await;
    let home = get(&lab, base).await.unwrap();
    assert_eq!((home.status, home.text.as_str()), (200, "home"));
    let dotted = get(&lab, "http://site.s3-website.us-east-1.amazonaws.com/").await.unwrap();
    assert_eq!(dotted.text, "home");
    let redirect = get(&lab, &format!("{base}/docs")).await.unwrap();
    assert_eq!((redirect.status, redirect.location.as_deref()), (302, Some("/docs/")));
    let lost = get(&lab, &format!("{base}/none")).await.unwrap();
    assert_eq!((lost.status, lost.text.as_str()), (403, "lost"));
    let elsewhere = get(&lab, "http://site.s3-website-eu-west-3.amazonaws.com/").await;
    assert!(elsewhere.unwrap_err().starts_with("Could not resolve host"));
    assert!(
        get(&lab, "http://example.com/")
            .await
            .unwrap_err()
            .starts_with("Could not resolve host")
    );
}
