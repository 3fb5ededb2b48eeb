//! The state file: every old format still loads.

use jalon::checkpoint::Folder;
use jalon::checkpoint::{ResourceStatus, StepStatus, read_state};

use crate::support::write_private;

#[test]
fn the_first_format_still_loads() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/state-1.json");
    write_private(folder.path().join("state.json"), std::fs::read(fixture).unwrap());
    let state = read_state(&Folder::at(folder.path()), "demo").unwrap().unwrap();
    assert_eq!(state.account, "123456789012");
    assert_eq!(state.answers["vpc.cidr"], "10.0.0.0/16");
    assert_eq!(state.steps["vpc"].status, StepStatus::Done);
    assert_eq!(state.steps["app-host"].status, StepStatus::Running);
    let subnet = &state.resources["subnet/public1"];
    assert_eq!((subnet.generation, subnet.status), (2, ResourceStatus::Ready));
    let host = &state.resources["instance/app-host"];
    assert_eq!((host.id.as_deref(), host.status), (None, ResourceStatus::Intended));
}
