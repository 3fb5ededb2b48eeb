//! `jalon ssh`: OpenSSH, with a configuration in which nothing is that jalon has not written.

use std::fs;

use crate::support::{Endpoint, Jalon, ServedSandbox, SshHosts, search_path, write_program};

#[test]
fn jalon_ssh_is_openssh_with_the_deployments_configuration() {
    let Some(hosts) = SshHosts::start() else { return };
    let rehearsal = Jalon::new();
    rehearsal.run(&["ssh", "app-host"]).ends_with(2);
    rehearsal
        .run(&["walk", "--sandbox", "--yes", "--until", "app-host"])
        .ends_with(0);
    rehearsal.run(&["ssh", "app-host", "--live-hosts"]).ends_with(2);
    let sandbox = ServedSandbox::start_with(&["--sandbox-speed", "3600"]);
    let jalon = sandbox.jalon();
    jalon.run(&["walk", "--yes", "--until", "test-host"]).ends_with(0);
    let refused = jalon.run(&["ssh", "app-host"]).ends_with(2);
    assert!(refused.stderr.contains("no host behind this endpoint"), "{}", refused.stderr);
    // The sandbox's addresses lead nowhere: a stand-in for OpenSSH goes to the hosts on loopback instead.
    let bin = jalon.folder().join("bin");
    fs::create_dir(&bin).unwrap();
    let stand_in = format!(
        "#!/bin/sh\necho \"$1 $2\" > {}/used\nshift 2\nPATH={} exec ssh -F {} \"$@\"\n",
        jalon.folder().display(),
        search_path().display(),
        hosts.config().display()
    );
    write_program(&bin.join("ssh"), &stand_in);
    let jalon = jalon.with("PATH", &bin.display().to_string());
    let genuine = fs::read_to_string(jalon.kept("ssh_config")).unwrap();
    let planted = genuine.replace("    User ubuntu", "    ProxyCommand touch here\n    User ubuntu");
    fs::write(jalon.kept("ssh_config"), planted).unwrap();
    let run = jalon
        .run(&["ssh", "test-host", "--live-hosts", "--", "echo", "from there;", "exit", "7"])
        .ends_with(7);
    assert_eq!(run.stdout, "from there\n");
    let used = fs::read_to_string(jalon.folder().join("used")).unwrap();
    assert_eq!(used, format!("-F {}\n", jalon.kept("ssh_config").display()));
    assert_eq!(fs::read_to_string(jalon.kept("ssh_config")).unwrap(), genuine);
    let unknown = jalon.run(&["ssh", "db-host", "--live-hosts"]).ends_with(2);
    assert!(
        unknown.stderr.contains("the hosts are: app-host, test-host"),
        "{}",
        unknown.stderr
    );
}
