//! How long AWS takes (the median of public measurements), and how long dead things stay visible.
//!
//! Source: docs/AWS.md, "Times"; a field that is not in that table says so.

use std::time::Duration;

/// How long a terminated instance stays in answers. Source: docs/AWS.md, "Lists after deletion".
pub const TERMINATED_INSTANCE_VISIBLE: Duration = Duration::from_secs(3600);
/// How long a deleted or failed NAT gateway stays in answers. Source: docs/AWS.md, "Lists after deletion".
pub const DELETED_NAT_GATEWAY_VISIBLE: Duration = Duration::from_secs(3600);
/// How long a failed, rejected or deleted peering stays in answers. Source: docs/AWS.md, "Lists after deletion".
pub const DEAD_PEERING_VISIBLE: Duration = Duration::from_secs(7200);

/// A duration that is drawn from a range, because what takes it differs by more than a spread says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The shortest.
    pub shortest: Duration,
    /// The longest.
    pub longest: Duration,
}

impl Span {
    const fn seconds(shortest: u64, longest: u64) -> Self {
        Self {
            shortest: Duration::from_secs(shortest),
            longest: Duration::from_secs(longest),
        }
    }

    /// The duration in the middle.
    pub fn middle(self) -> Duration {
        (self.shortest + self.longest) / 2
    }
}

/// Durations in simulated time.
#[derive(Debug, Clone, PartialEq)]
pub struct Latencies {
    /// The fraction by which each figure varies to both sides, drawn from the seed.
    pub spread: f64,
    /// Answer time of a call that reads (estimate).
    pub read: Duration,
    /// Answer time of a call that changes something (estimate).
    pub mutation: Duration,
    /// For how long a new thing is not found and missing from lists (estimate).
    pub list_lag: Duration,
    /// For how much longer than a new EC2 thing its tags are missing: it is listed without them, and no filter on tags finds it.
    /// A change of tags is seen after this time alone. An estimate: AWS says only that its lists are eventually consistent.
    pub tag_lag: Duration,
    /// The share of calls, of 1, behind which lists lag: on AWS most are seen at once. Behind the others `list_lag` and `tag_lag` are none.
    pub lag_share: f64,
    /// How long ended things stay in answers at least, whatever AWS's own time is: a client that waits in real time has to see them.
    pub ended_visible: Duration,
    /// VPC pending → available.
    pub vpc_available: Duration,
    /// Subnet pending → available (answers are available at once in most accounts).
    pub subnet_available: Duration,
    /// Gateway endpoint pending → available (estimate).
    pub vpc_endpoint_available: Duration,
    /// NAT gateway pending → available.
    pub nat_gateway_available: Duration,
    /// NAT gateway pending → failed (estimate).
    pub nat_gateway_failed: Duration,
    /// NAT gateway deleting → deleted.
    pub nat_gateway_deleted: Duration,
    /// Instance pending → running.
    pub instance_running: Duration,
    /// Instance running → both status checks ok.
    pub instance_status_ok: Duration,
    /// Instance stopping → stopped (estimate).
    pub instance_stopped: Duration,
    /// Instance shutting-down → terminated.
    pub instance_terminated: Duration,
    /// EBS snapshot pending → completed.
    pub snapshot_completed: Duration,
    /// Peering initiating-request → pending-acceptance, or → failed.
    pub peering_requested: Duration,
    /// Peering provisioning → active.
    pub peering_active: Duration,
    /// Peering deleting → deleted (estimate).
    pub peering_deleted: Duration,
    /// For how long the network interface of a deleted NAT gateway or DB instance still holds its subnet (estimate).
    pub network_interface_linger: Duration,
    /// How long after the deletion of a bucket its name can't be taken again: `OperationAborted` (an estimate; AWS says that it
    /// may take some time, and people report minutes to an hour).
    pub bucket_name_freed: Duration,
    /// DB instance creating → available, its first backup aside.
    pub db_instance_created: Duration,
    /// DB instance backing-up → available after the creation (estimate).
    pub db_instance_backed_up: Duration,
    /// DB instance modifying → available (estimate).
    pub db_instance_modified: Duration,
    /// DB instance rebooting → available (estimate).
    pub db_instance_rebooted: Duration,
    /// DB instance stopping → stopped, and starting → available (estimate).
    pub db_instance_paused: Duration,
    /// DB instance deleting → not found.
    pub db_instance_deleted: Duration,
    /// DB snapshot creating → available.
    pub db_snapshot_available: Duration,
    /// Instance running → sshd answers, at its first boot (estimate).
    pub first_boot_ssh: Span,
    /// Instance running → sshd answers, at a later boot (estimate).
    pub boot_ssh: Span,
    /// sshd answers → cloud-init has installed the login user's key, at the first boot (estimate).
    pub login_key_installed: Duration,
    /// Instance running → end of cloud-init whose user data installs packages (estimate).
    pub first_boot_with_packages: Span,
    /// Instance running → end of cloud-init whose user data installs none (estimate).
    pub first_boot_without_packages: Span,
    /// A login over SSH, for each host on the way (estimate).
    pub ssh_login: Span,
    /// A short command on a host (estimate).
    pub host_command: Duration,
    /// How long a client waits for a connection that nothing answers: 10 s, as OpenSSH's `ConnectTimeout` is usually set (estimate).
    pub connect_timeout: Duration,
    /// How long a probe waits that only asks whether a port answers (estimate).
    pub probe_timeout: Duration,
    /// Fetching a git repository (estimate).
    pub repository_fetched: Span,
    /// The first build of container images, with what it pulls (estimate).
    pub image_build: Span,
    /// A build after files have changed: most layers are cached (estimate).
    pub image_rebuild: Span,
    /// A build in which every layer is cached: a tenth of one without pulls. Source: docs/PERFORMANCE.md, "Real hosts".
    pub image_cached_build: Span,
    /// Starting containers whose images are there, until they are healthy. Docker asks for the first time 5 s after a start, or after the
    /// check's interval before version 25, and nginx starts when the application is healthy. Source: docs/PERFORMANCE.md, "Real hosts".
    pub containers_started: Span,
    /// Start of a container → it counts as unhealthy when its checks fail: start period, interval and retries (estimate).
    pub container_unhealthy: Duration,
}

impl Default for Latencies {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            spread: 0.15,
            read: Duration::from_millis(150),
            mutation: Duration::from_millis(300),
            list_lag: seconds(1),
            tag_lag: seconds(1),
            lag_share: 1.0,
            ended_visible: Duration::ZERO,
            vpc_available: seconds(2),
            subnet_available: seconds(1),
            vpc_endpoint_available: seconds(5),
            nat_gateway_available: seconds(105),
            nat_gateway_failed: seconds(10),
            nat_gateway_deleted: seconds(52),
            instance_running: seconds(10),
            instance_status_ok: seconds(170),
            instance_stopped: seconds(30),
            instance_terminated: seconds(25),
            snapshot_completed: seconds(180),
            peering_requested: seconds(2),
            peering_active: seconds(2),
            peering_deleted: seconds(2),
            network_interface_linger: seconds(15),
            bucket_name_freed: seconds(20),
            db_instance_created: seconds(230),
            db_instance_backed_up: seconds(35),
            db_instance_modified: seconds(60),
            db_instance_rebooted: seconds(30),
            db_instance_paused: seconds(180),
            db_instance_deleted: seconds(190),
            db_snapshot_available: seconds(180),
            first_boot_ssh: Span::seconds(15, 30),
            boot_ssh: Span::seconds(10, 20),
            login_key_installed: seconds(5),
            first_boot_with_packages: Span::seconds(90, 240),
            first_boot_without_packages: Span::seconds(20, 60),
            ssh_login: Span {
                shortest: Duration::from_millis(500),
                longest: seconds(1),
            },
            host_command: Duration::from_millis(100),
            connect_timeout: seconds(10),
            probe_timeout: seconds(3),
            repository_fetched: Span::seconds(2, 6),
            image_build: Span::seconds(60, 300),
            image_rebuild: Span::seconds(10, 40),
            image_cached_build: Span::seconds(4, 10),
            containers_started: Span::seconds(11, 25),
            container_unhealthy: seconds(150),
        }
    }
}

impl Latencies {
    /// Multiplies every duration by `factor`; with zero nothing takes time.
    pub fn scaled(mut self, factor: f64) -> Self {
        let factor = factor.max(0.0);
        for duration in self.durations() {
            *duration = duration.mul_f64(factor);
        }
        for span in self.spans() {
            span.shortest = span.shortest.mul_f64(factor);
            span.longest = span.longest.mul_f64(factor);
        }
        self
    }

    /// The same without a lag.
    pub fn prompt(mut self) -> Self {
        (self.list_lag, self.tag_lag) = (Duration::ZERO, Duration::ZERO);
        self
    }

    /// How long something that AWS shows for `usual` after its end stays in answers.
    pub fn visible_for(&self, usual: Duration) -> Duration {
        usual.max(self.ended_visible)
    }

    fn durations(&mut self) -> [&mut Duration; 32] {
        [
            &mut self.read,
            &mut self.mutation,
            &mut self.list_lag,
            &mut self.tag_lag,
            &mut self.vpc_available,
            &mut self.subnet_available,
            &mut self.vpc_endpoint_available,
            &mut self.nat_gateway_available,
            &mut self.nat_gateway_failed,
            &mut self.nat_gateway_deleted,
            &mut self.instance_running,
            &mut self.instance_status_ok,
            &mut self.instance_stopped,
            &mut self.instance_terminated,
            &mut self.snapshot_completed,
            &mut self.peering_requested,
            &mut self.peering_active,
            &mut self.peering_deleted,
            &mut self.network_interface_linger,
            &mut self.bucket_name_freed,
            &mut self.db_instance_created,
            &mut self.db_instance_backed_up,
            &mut self.db_instance_modified,
            &mut self.db_instance_rebooted,
            &mut self.db_instance_paused,
            &mut self.db_instance_deleted,
            &mut self.db_snapshot_available,
            &mut self.login_key_installed,
            &mut self.host_command,
            &mut self.connect_timeout,
            &mut self.probe_timeout,
            &mut self.container_unhealthy,
        ]
    }

    fn spans(&mut self) -> [&mut Span; 10] {
        [
            &mut self.first_boot_ssh,
            &mut self.boot_ssh,
            &mut self.first_boot_with_packages,
            &mut self.first_boot_without_packages,
            &mut self.ssh_login,
            &mut self.repository_fetched,
            &mut self.image_build,
            &mut self.image_rebuild,
            &mut self.image_cached_build,
            &mut self.containers_started,
        ]
    }

    /// No durations at all, for tests that are not about time.
    pub fn zero() -> Self {
        let all = Self::default().scaled(0.0);
        Self { spread: 0.0, ..all }
    }
}
