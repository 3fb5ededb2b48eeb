//! A user who signs up through the application's page, is found in its database, and is removed again.

use rand::Rng;

use super::unmet::{Expected, Seen, Unmet};
use super::web::{Page, PageRequest};
use super::{HostCommand, Hosts, MySqlLogin, generate_password};
use crate::foreign::quote;

/// Who signs up, where, and the database that holds the row.
#[derive(Clone, PartialEq, Eq)]
pub struct SignUp {
    /// The application's address, `http://HOST:PORT`.
    pub url: String,
    /// The host with the MySQL client.
    pub host: String,
    /// The application's database.
    pub database: MySqlLogin,
}

impl SignUp {
    /// Signs a user up and finds it as a row of the table `users`; removes it, found or not.
    pub(super) async fn check(&self, hosts: &Hosts) -> Result<(), Unmet> {
        let number: u32 = rand::rng().random();
        let name = format!("jalon-check-{number:08x}");
        let signed_up = self.sign_up(hosts, &name).await;
        let counted = match signed_up {
            Ok(()) => {
                self.statement(hosts, &format!("SELECT COUNT(*) FROM users WHERE username = \"{name}\""))
                    .await
            }
            Err(unmet) => Err(unmet),
        };
        let removed = self
            .statement(hosts, &format!("DELETE FROM users WHERE username = \"{name}\""))
            .await;
        let rows = counted?;
        removed?;
        if rows == "1" {
            return Ok(());
        }
        Err(Unmet::new(Expected::OneRow, Seen::Rows(rows)))
    }

    async fn sign_up(&self, hosts: &Hosts, name: &str) -> Result<(), Unmet> {
        let url = format!("{}/signup", self.url);
        let no_form = |seen: Seen| Unmet::new(Expected::SignUpForm { url: url.clone() }, seen);
        let page = hosts
            .ask(&PageRequest::of(&url))
            .await
            .map_err(|why| no_form(Seen::NoAnswer(why)))?;
        let token = csrf_token(&page).ok_or_else(|| no_form(Seen::NoForm(page.status)))?;
        let password = generate_password();
        let form = vec![
            ("csrf_token", token),
            ("username", name.to_owned()),
            ("email", format!("{name}@example.com")),
            ("password", password.expose().to_owned()),
            ("confirm", password.expose().to_owned()),
        ];
        let request = PageRequest {
            url,
            form: Some(form),
            cookies: page.cookies,
        };
        let answer = hosts.ask(&request).await;
        match answer {
            Ok(answer) if matches!(answer.status, 302 | 303) => Ok(()),
            Ok(answer) => Err(Unmet::new(Expected::Redirect, Seen::Status(answer.status))),
            Err(why) => Err(Unmet::new(Expected::Redirect, Seen::NoAnswer(why))),
        }
    }

    async fn statement(&self, hosts: &Hosts, statement: &str) -> Result<String, Unmet> {
        let command = HostCommand::Query {
            login: self.database.clone(),
            statement: statement.to_owned(),
        };
        match hosts.run(&self.host, &command).await {
            Ok(said) if said.is_success() => Ok(quote(said.stdout.trim())),
            Ok(said) => Err(Unmet::new(Expected::DatabaseAnswer, Seen::Output(said.last_lines()))),
            Err(error) => Err(Unmet::new(Expected::DatabaseAnswer, error)),
        }
    }
}

/// The value of the form's hidden field against forged requests.
fn csrf_token(page: &Page) -> Option<String> {
    let input = page
        .text
        .split("<input")
        .find(|input| input.contains("name=\"csrf_token\""))?;
    let (_, value) = input.split_once("value=\"")?;
    Some(value.split('"').next()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_wherever_its_attributes_stand() {
        let page = |text: &str| Page {
            status: 200,
            text: text.to_owned(),
            cookies: Vec::new(),
        };
        let token = |text: &str| csrf_token(&page(text));
        assert_eq!(
            token(r#"<form><input id="csrf_token" name="csrf_token" type="hidden" value="a.b-c">"#).as_deref(),
            Some("a.b-c")
        );
        assert_eq!(
            token(r#"<input value="x" name="other"><input type="hidden" value="t" name="csrf_token">"#).as_deref(),
            Some("t")
        );
        assert_eq!(token("<p>nothing here</p>"), None);
    }
}
