//! What a whole walk promises, kept by packets.

use super::Lab;

/// Who may reach whom after a whole walk, and nobody else: SSH from trusted addresses to the application host alone and from it to
/// the others, the application from anywhere, MySQL from the application host only, the Internet for every host and no way back.
const PROMISED: &str = "\
app-host  -> test-host   22    -    -    - icmp
app-host  -> ai-host     22    -    -    - icmp
app-host  -> database     - 3306    -    -    -
app-host  -> internet    22 3306 5085  443 icmp
app-host  -> user        22 3306 5085  443 icmp
test-host -> app-host     -    - 5085    -    -
test-host -> ai-host     22    -    -    - icmp
test-host -> database     -    -    -    -    -
test-host -> internet    22 3306 5085  443 icmp
test-host -> user        22 3306 5085  443 icmp
ai-host   -> app-host     -    - 5085    -    -
ai-host   -> test-host    -    -    -    -    -
ai-host   -> database     -    -    -    -    -
ai-host   -> internet    22 3306 5085  443 icmp
ai-host   -> user        22 3306 5085  443 icmp
internet  -> app-host     -    - 5085    -    -
internet  -> test-host    -    -    -    -    -
internet  -> ai-host      -    -    -    -    -
internet  -> database     -    -    -    -    -
internet  -> user        22 3306 5085  443 icmp
user      -> app-host    22    - 5085    -    -
user      -> test-host    -    -    -    -    -
user      -> ai-host      -    -    -    -    -
user      -> database     -    -    -    -    -
user      -> internet    22 3306 5085  443 icmp
";

#[test]
fn packets_go_where_a_whole_walk_promises_and_nowhere_else() {
    let Some(lab) = Lab::shared() else { return };
    let packets = lab.packets().to_string();
    assert_eq!(packets, PROMISED, "got:\n{packets}promised:\n{PROMISED}");
}
