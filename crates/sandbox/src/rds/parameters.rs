//! The parameters of MySQL that parameter groups set: a part of RDS's list, by name.

use crate::protocol::Element;

/// A parameter.
#[derive(Debug)]
pub struct Parameter {
    /// As `max_connections`.
    pub name: &'static str,
    default: &'static str,
    kind: &'static str,
    /// Whether a change of it waits for a reboot.
    pub is_static: bool,
}

const fn dynamic(name: &'static str, default: &'static str, kind: &'static str) -> Parameter {
    Parameter {
        name,
        default,
        kind,
        is_static: false,
    }
}

const fn fixed(name: &'static str, default: &'static str, kind: &'static str) -> Parameter {
    Parameter {
        is_static: true,
        ..dynamic(name, default, kind)
    }
}

/// Source: RDS user guide, "Parameters for MySQL"; MySQL reference manual, "Server system variables".
const PARAMETERS: [Parameter; 22] = [
    dynamic("binlog_format", "ROW", "string"),
    dynamic("character_set_client", "", "string"),
    dynamic("character_set_database", "", "string"),
    dynamic("character_set_server", "", "string"),
    dynamic("collation_server", "", "string"),
    dynamic("event_scheduler", "ON", "string"),
    dynamic("general_log", "0", "boolean"),
    dynamic("innodb_buffer_pool_size", "{DBInstanceClassMemory*3/4}", "integer"),
    dynamic("innodb_flush_log_at_trx_commit", "1", "integer"),
    dynamic("innodb_lock_wait_timeout", "50", "integer"),
    dynamic("log_bin_trust_function_creators", "0", "boolean"),
    dynamic("log_output", "FILE", "string"),
    dynamic("long_query_time", "10", "float"),
    fixed("lower_case_table_names", "0", "integer"),
    dynamic("max_allowed_packet", "", "integer"),
    dynamic("max_connections", "{DBInstanceClassMemory/12582880}", "integer"),
    fixed("performance_schema", "0", "boolean"),
    dynamic("require_secure_transport", "0", "boolean"),
    dynamic("slow_query_log", "0", "boolean"),
    dynamic("sql_mode", "", "string"),
    dynamic("time_zone", "", "string"),
    dynamic("wait_timeout", "28800", "integer"),
];

/// Every parameter, in the order of the names.
pub fn all() -> impl Iterator<Item = &'static Parameter> {
    PARAMETERS.iter()
}

/// The parameter of that name.
pub fn named(name: &str) -> Option<&'static Parameter> {
    all().find(|parameter| parameter.name == name)
}

impl Parameter {
    /// `Parameter`, with the value that a group gives it.
    pub fn element(&self, value: Option<&str>) -> Element {
        let shown = value.unwrap_or(self.default);
        Element::new("Parameter")
            .text("ParameterName", self.name)
            .optional("ParameterValue", Some(shown).filter(|shown| !shown.is_empty()))
            .text("Source", if value.is_some() { "user" } else { "engine-default" })
            .text("ApplyType", if self.is_static { "static" } else { "dynamic" })
            .text("DataType", self.kind)
            .text("IsModifiable", true)
            .text("ApplyMethod", "pending-reboot")
    }
}
