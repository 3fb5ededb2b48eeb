//! What `jalon verify` claims of the application, looked at as it does on AWS: over HTTP, and with the MySQL client on the host.

use std::net::Ipv4Addr;

use jalon::hosts::{Expected, HostCommand, MySqlLogin, Probe, Seen, SignUp};

use super::python;
use crate::support::{AWKWARD_PASSWORD, MariaDb, Names, Nginx, Part, SshHosts, Start};

#[tokio::test(flavor = "multi_thread")]
async fn a_user_who_signs_up_is_found_with_the_mysql_client_and_removed() {
    let Some(python) = python() else { return };
    let Some(mut database) = MariaDb::start() else { return };
    let Some(hosts) = SshHosts::start() else { return };
    // MySQL's own client encrypts where the server can, and asks for no authority; MariaDB's has to be told.
    let client = Part::MariaDbClient.program();
    let script = format!(
        "#!/bin/sh\nexec '{}' \"$@\" --ssl --skip-ssl-verify-server-cert\n",
        client.display()
    );
    hosts.app.program("mysql", &script);
    let start = Start::new(&python, &database.url());
    let _app = start.up();
    let names = Names::at(Ipv4Addr::LOCALHOST);
    let Some(nginx) = Nginx::before(start.port, &names) else {
        return;
    };
    let login = MySqlLogin {
        host: "127.0.0.1".to_owned(),
        port: database.port(),
        user: "admin".to_owned(),
        password: AWKWARD_PASSWORD.to_owned().into(),
        database: "crew".to_owned(),
    };
    let ssh = hosts.hosts();
    let statement = "SELECT 1".to_owned();
    let logs_in = HostCommand::Query {
        login: login.clone(),
        statement,
    };
    let logs_in = Probe::runs("app-host", logs_in);
    assert_eq!(logs_in.look(&ssh).await, Ok(()));

    let sign_up = Probe::SignUp(SignUp {
        url: nginx.url(),
        host: "app-host".to_owned(),
        database: login,
    });
    assert_eq!(sign_up.look(&ssh).await, Ok(()));
    assert_eq!(database.query("SELECT COUNT(*) FROM crew.users"), "0", "the user was removed");

    database.query("CREATE TRIGGER crew.lost AFTER INSERT ON crew.users FOR EACH ROW SIGNAL SQLSTATE '45000'");
    let unmet = sign_up.look(&ssh).await.unwrap_err();
    assert!(
        unmet.expected == Expected::Redirect && matches!(&unmet.seen, Seen::Status(500..=599)),
        "{unmet:?}"
    );

    database.stop();
    let unmet = logs_in.look(&ssh).await.unwrap_err();
    assert!(
        matches!(&unmet.seen, Seen::Ended { output, .. } if output.contains("Can't connect")),
        "{unmet:?}"
    );
}
