//! One client of the soak: it makes, changes, reads and deletes, fails, sends too much, and hangs up.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::{Duration, Instant};

use crate::support::{WireAnswer, WireClient, head};

/// How many objects a client has.
pub const OBJECTS: u64 = 4;
/// How long a call may be refused that AWS takes once it has spread what was made, or once fewer calls come.
const PATIENCE: Duration = Duration::from_secs(60);
/// What is refused for a while.
const PASSING: [&str; 7] = [
    "RequestLimitExceeded",
    "SlowDown",
    "InvalidVpcID.NotFound",
    "InvalidVolume.NotFound",
    "InvalidGroup.NotFound",
    "NoSuchBucket",
    "IncorrectState",
];

/// What a client leaves.
pub struct Left {
    pub vpc: String,
    pub tag: String,
    pub objects: BTreeMap<String, Vec<u8>>,
    pub deleted: Vec<String>,
}

pub struct SoakClient {
    wire: WireClient,
    url: String,
    number: usize,
    drawn: u64,
    bucket: String,
    vpc: String,
    tag: String,
    objects: BTreeMap<String, Vec<u8>>,
    did: BTreeMap<&'static str, u64>,
}

type Act = fn(&mut SoakClient);

const IN_PARTS: &str = "objects sent in parts";

/// What a client does, each as often as the others but for what comes in parts.
const ACTS: [(&str, Act); 13] = [
    ("VPCs made and deleted", SoakClient::vpc_life),
    ("VPCs tagged and described", SoakClient::tag),
    ("volumes made with a token and deleted", SoakClient::volume_life),
    ("security groups made and deleted", SoakClient::security_group_life),
    ("buckets made and deleted", SoakClient::bucket_life),
    ("objects put", SoakClient::put),
    ("objects got", SoakClient::get),
    ("objects deleted", SoakClient::delete),
    (IN_PARTS, SoakClient::parts),
    ("calls refused", SoakClient::fail),
    ("bodies too large", SoakClient::too_large),
    ("connections cut while they sent", SoakClient::cut_sending),
    ("connections cut before the answer", SoakClient::cut_waiting),
];

impl SoakClient {
    pub fn of(url: &str, number: usize) -> Self {
        Self {
            wire: WireClient::of(url),
            url: url.to_owned(),
            number,
            drawn: number as u64 + 1,
            bucket: format!("soak-{number}"),
            vpc: String::new(),
            tag: String::new(),
            objects: BTreeMap::new(),
            did: ACTS.iter().map(|(what, _)| (*what, 0)).collect(),
        }
    }

    /// Works until a moment; how often it did what, and what it left.
    pub fn work(mut self, until: Instant) -> (BTreeMap<&'static str, u64>, Left) {
        let bucket = self.bucket.clone();
        self.until_taken(|client| client.s3("PUT", &format!("/{bucket}"), &[]));
        self.vpc = self.made("CreateVpc&CidrBlock=10.0.0.0/16", "vpcId");
        while self.tag.is_empty() || Instant::now() < until {
            let drawn = self.draw(ACTS.len() as u64) as usize;
            let (what, act) = if self.tag.is_empty() { ACTS[1] } else { ACTS[drawn] };
            // They are large, and keep all processors busy.
            if what == IN_PARTS && self.draw(10) > 0 {
                continue;
            }
            act(&mut self);
            *self.did.entry(what).or_default() += 1;
        }
        let (objects, vpc, tag) = (self.objects, self.vpc, self.tag);
        let all = (0..OBJECTS).map(|object| format!("/{bucket}/{object}"));
        let deleted = all.filter(|path| !objects.contains_key(path)).collect();
        (
            self.did,
            Left {
                vpc,
                tag,
                objects,
                deleted,
            },
        )
    }

    /// A number below another, drawn (splitmix64).
    fn draw(&mut self, below: u64) -> u64 {
        self.drawn = self.drawn.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.drawn ^ (self.drawn >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % below
    }

    /// A name that nothing else has.
    fn unique(&mut self) -> String {
        let drawn = self.draw(u64::MAX);
        format!("{}-{drawn}", self.number)
    }

    fn content(&mut self, most: u64) -> Vec<u8> {
        let length = self.draw(most);
        (0..length.div_ceil(8))
            .flat_map(|_| self.draw(u64::MAX).to_le_bytes())
            .collect()
    }

    fn s3(&mut self, method: &str, path: &str, body: &[u8]) -> WireAnswer {
        self.wire.send("s3", &format!("{method} {path}"), "", body)
    }

    /// Calls again while what was made has not spread, or too many calls come.
    fn until_taken(&mut self, mut call: impl FnMut(&mut Self) -> WireAnswer) -> WireAnswer {
        let began = Instant::now();
        loop {
            let answer = call(self);
            let code = answer.field("Code").unwrap_or_default();
            if answer.status < 300 {
                return answer;
            }
            assert!(PASSING.contains(&code.as_str()), "client {}: {}", self.number, answer.text());
            assert!(
                began.elapsed() < PATIENCE,
                "client {} for too long: {}",
                self.number,
                answer.text()
            );
            std::thread::sleep(Duration::from_millis(20 + self.draw(80)));
        }
    }

    fn made(&mut self, action: &str, id: &str) -> String {
        let answer = self.until_taken(|client| client.wire.ec2(action));
        answer.field(id).unwrap_or_else(|| panic!("no {id}: {}", answer.text()))
    }

    fn vpc_life(&mut self) {
        let vpc = self.made("CreateVpc&CidrBlock=10.1.0.0/16", "vpcId");
        self.until_taken(|client| client.wire.ec2(&format!("DescribeVpcs&VpcId.1={vpc}")));
        self.until_taken(|client| client.wire.ec2(&format!("DeleteVpc&VpcId={vpc}")));
        let gone = self.wire.ec2(&format!("DescribeVpcs&VpcId.1={vpc}"));
        assert!(gone.status == 400, "{}", gone.text());
    }

    fn tag(&mut self) {
        let (vpc, tag) = (self.vpc.clone(), self.unique());
        let change = format!("CreateTags&ResourceId.1={vpc}&Tag.1.Key=soak&Tag.1.Value={tag}");
        self.until_taken(|client| client.wire.ec2(&change));
        self.tag = tag;
        let shown = self.until_taken(|client| client.wire.ec2(&format!("DescribeVpcs&VpcId.1={vpc}")));
        assert_eq!(shown.field("vpcId"), Some(vpc));
    }

    fn volume_life(&mut self) {
        let token = self.unique();
        let create = format!("CreateVolume&AvailabilityZone=us-east-1a&Size=1&ClientToken={token}");
        let volume = self.made(&create, "volumeId");
        assert_eq!(self.made(&create, "volumeId"), volume, "one token makes one volume");
        self.until_taken(|client| client.wire.ec2(&format!("DeleteVolume&VolumeId={volume}")));
    }

    fn security_group_life(&mut self) {
        let (vpc, name) = (self.vpc.clone(), self.unique());
        let create = format!("CreateSecurityGroup&GroupName={name}&GroupDescription=soak&VpcId={vpc}");
        let group = self.made(&create, "groupId");
        self.until_taken(|client| client.wire.ec2(&format!("DeleteSecurityGroup&GroupId={group}")));
    }

    fn bucket_life(&mut self) {
        let path = format!("/soak-{}", self.unique());
        self.until_taken(|client| client.s3("PUT", &path, &[]));
        self.until_taken(|client| client.s3("DELETE", &path, &[]));
    }

    fn path(&mut self) -> String {
        let object = self.draw(OBJECTS);
        format!("/{}/{object}", self.bucket)
    }

    fn put(&mut self) {
        let (path, body) = (self.path(), self.content(100_000));
        self.until_taken(|client| client.s3("PUT", &path, &body));
        self.objects.insert(path, body);
    }

    fn get(&mut self) {
        let path = self.path();
        let answer = self.s3("GET", &path, &[]);
        match self.objects.get(&path) {
            Some(body) => assert!(answer.status == 200 && answer.body == *body, "{path}: {}", answer.status),
            None => assert_eq!(answer.status, 404, "{path}: {}", answer.text()),
        }
    }

    fn delete(&mut self) {
        let path = self.path();
        self.until_taken(|client| client.s3("DELETE", &path, &[]));
        self.objects.remove(&path);
    }

    /// An object in two parts, of which one in four is never finished but ended.
    fn parts(&mut self) {
        let path = self.path();
        let begun = self.until_taken(|client| client.s3("POST", &format!("{path}?uploads"), &[]));
        let upload = begun.field("UploadId").unwrap();
        let parts = [vec![self.number as u8; 5 << 20], self.content(10_000)];
        let mut named = String::new();
        for (number, part) in (1..).zip(&parts) {
            let line = format!("{path}?partNumber={number}&uploadId={upload}");
            self.until_taken(|client| client.s3("PUT", &line, part));
        }
        if self.draw(4) == 0 {
            self.until_taken(|client| client.s3("DELETE", &format!("{path}?uploadId={upload}"), &[]));
            return;
        }
        let listed = self.s3("GET", &format!("{path}?uploadId={upload}"), &[]).text();
        for (number, rest) in (1..).zip(listed.split("<ETag>").skip(1)) {
            let etag = rest.split_once('<').unwrap().0;
            named += &format!("<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>");
        }
        let body = format!("<CompleteMultipartUpload>{named}</CompleteMultipartUpload>");
        self.until_taken(|client| client.s3("POST", &format!("{path}?uploadId={upload}"), body.as_bytes()));
        self.objects.insert(path, parts.concat());
    }

    fn fail(&mut self) {
        let (number, noise) = (self.draw(4), self.draw(u64::MAX));
        let (answer, status) = match number {
            0 => (self.wire.ec2(&format!("DescribeVpcs&VpcId.1=vpc-{noise:017x}")), 400),
            1 => (self.wire.ec2(&format!("MakeNoise{noise}")), 400),
            2 => (self.s3("PUT", &format!("/{}?policy", self.bucket.clone()), b"{\"half\""), 400),
            _ => (self.s3("GET", &format!("/nobody-has-{noise}/key"), &[]), 404),
        };
        // Where too many calls come, that is the answer.
        assert!(answer.status == status || answer.status == 503, "{}", answer.text());
        assert!(answer.field("Code").is_some(), "{}", answer.text());
    }

    fn too_large(&mut self) {
        let (service, line, length, status) = match self.draw(2) {
            0 => ("s3", format!("PUT /{}/large", self.bucket), (256 << 20) + 1, 400),
            _ => ("ec2", "POST /".to_owned(), (4 << 20) + 1, 413),
        };
        let request = head(&self.url, service, &line, &format!("Content-Length: {length}\r\n"));
        let answer = self.wire.send_raw(request.as_bytes()).unwrap();
        assert_eq!(answer.status, status, "{}", answer.text());
    }

    /// Half an object: the server must not take it for a whole one.
    fn cut_sending(&mut self) {
        let path = self.path();
        let half = self.content(200_000);
        let length = format!("Content-Length: {}\r\n", half.len() * 2 + 1);
        let request = head(&self.url, "s3", &format!("PUT {path}"), &length);
        let mut stream = self.wire.connect();
        let _ = stream.write_all(&[request.as_bytes(), &half].concat());
    }

    fn cut_waiting(&mut self) {
        let path = self.path();
        let request = head(&self.url, "s3", &format!("GET {path}"), "");
        let mut stream = self.wire.connect();
        let _ = stream.write_all(request.as_bytes());
    }
}
