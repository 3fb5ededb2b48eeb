//! How other clients are pointed at the served sandbox.

use crate::locale::say;

/// The lines that `jalon sandbox serve` says, for a sandbox at `url` in `region`.
pub fn pointed_clients(url: &str, region: &str) -> Vec<String> {
    let say = say();
    let keys = "AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any";
    vec![
        say.clients_heading(),
        format!("  AWS CLI 2, boto3  export AWS_ENDPOINT_URL={url} AWS_REGION={region} {keys}"),
        format!(
            "  AWS CLI 1         {}",
            say.clients_with_every_command(format!("aws --endpoint-url {url} --region {region}"))
        ),
        format!("                    {}", say.clients_ignored()),
        format!(
            "  Terraform         provider \"aws\": endpoints {{ {} = \"{url}\" }}, s3_use_path_style = true",
            say.clients_terraform_endpoints()
        ),
        format!("  Ansible           module_defaults: group/aws: {{endpoint_url: {url}, region: {region}, …}}"),
        say.clients_more(),
    ]
}
