//! How other clients are pointed at the served sandbox.

/// The lines that `jalon sandbox serve` says, for a sandbox at `url` in `region`.
pub fn pointed_clients(url: &str, region: &str) -> Vec<String> {
    let keys = "AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any";
    vec![
        "Point a client at it:".to_owned(),
        format!("  AWS CLI 2, boto3  export AWS_ENDPOINT_URL={url} AWS_REGION={region} {keys}"),
        format!("  AWS CLI 1         aws --endpoint-url {url} --region {region} …, with every command"),
        "                    (it ignores AWS_ENDPOINT_URL for `aws rds`, and goes to AWS)".to_owned(),
        format!(
            "  Terraform         provider \"aws\": endpoints {{ ec2, rds, s3 and sts = \"{url}\" }}, s3_use_path_style = true"
        ),
        format!("  Ansible           module_defaults: group/aws: {{endpoint_url: {url}, region: {region}, …}}"),
        "The whole of each is in docs/SANDBOX.md, \"Other clients\".".to_owned(),
    ]
}
