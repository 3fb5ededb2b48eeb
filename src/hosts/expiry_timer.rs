//! The timer by which a host stops itself when its deployment expires: the same lines at its first boot and over SSH.

use jiff::Timestamp;

/// The lines of a shell, as root, that set the timer or take it away. A system that powers itself off is stopped, and not terminated: that is
/// EC2's default (EC2 user guide, "Change the instance initiated shutdown behavior"). A moment that passed while the host was off does nothing.
pub(super) fn script(at: Option<Timestamp>) -> String {
    let Some(at) = at else {
        return "systemctl disable --now jalon-expiry.timer 2>/dev/null || true\n\
                rm -f /etc/systemd/system/jalon-expiry.timer /etc/systemd/system/jalon-expiry.service\n\
                systemctl daemon-reload\n"
            .to_owned();
    };
    let moment = at.strftime("%Y-%m-%d %H:%M:%S UTC");
    format!(
        "printf '[Service]\\nType=oneshot\\nExecStart=/usr/bin/systemctl poweroff\\n' > /etc/systemd/system/jalon-expiry.service\n\
         printf '[Timer]\\nOnCalendar={moment}\\nAccuracySec=1s\\n[Install]\\nWantedBy=timers.target\\n' > /etc/systemd/system/jalon-expiry.timer\n\
         systemctl daemon-reload\n\
         systemctl enable --quiet jalon-expiry.timer\n\
         systemctl restart --no-block jalon-expiry.timer\n"
    )
}
