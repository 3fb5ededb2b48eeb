//! A deployment that is neither remembered here nor on AWS where jalon looked: where it may be instead.

use futures_util::future::join_all;

use crate::aws::Cloud;
use crate::checkpoint::Remembered;
use crate::resources::{Aside, enabled_regions, tagged_deployments};
use crate::walkthrough::{Beginning, Place, Session, UnknownDeployment};

impl UnknownDeployment {
    /// As [`UnknownDeployment::nowhere`], where a session has looked for it and found nothing: it looks through the account's other regions.
    pub async fn looked_for(session: &Session, known: &[Remembered]) -> Self {
        Self {
            place: Some(session.place()),
            elsewhere: elsewhere(session).await,
            ..Self::nowhere(session.deployment(), known)
        }
    }
}

impl Session {
    /// Whether nothing bears the deployment's name where it was looked for, of all that can be read.
    pub fn found_nothing(&self) -> bool {
        self.inventory(|inventory| {
            inventory.own(self.deployment()).next().is_none() && inventory.aside(Aside::Unclaimed).next().is_none()
        })
    }

    /// Where the deployment lives.
    pub fn place(&self) -> Place {
        self.checkpoint().read(Place::of_state)
    }

    /// Which deployment this run is about to change.
    pub fn beginning(&self) -> Beginning {
        let place = self.place();
        Beginning {
            deployment: self.deployment().to_owned(),
            account: place.account,
            region: place.region,
            cloud: place.cloud,
            expiring: self.expiring(),
        }
    }
}

/// The other enabled regions that hold something of the deployment's name. A region that can't be read isn't among them.
async fn elsewhere(session: &Session) -> Vec<(String, usize)> {
    let aws = session.aws();
    // A sandbox is of one region.
    if *aws.cloud() == Cloud::Sandbox {
        return Vec::new();
    }
    let regions = enabled_regions(aws).await.unwrap_or_default();
    let looks = regions
        .into_iter()
        .filter(|region| region != aws.region())
        .map(|region| async move {
            let tagged = tagged_deployments(&aws.in_region(&region), Some(session.deployment())).await;
            let resources = tagged.unwrap_or_default().values().sum();
            (region, resources)
        });
    let found = join_all(looks).await;
    found.into_iter().filter(|(_, resources)| *resources > 0).collect()
}
