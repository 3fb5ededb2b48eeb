"""Objects: writing, reading, listing, deleting, and who may read."""

import hashlib

from cases.buckets import reading_by_anyone, unblocked
from harness import case, refusal, then


def filled(aws, *keys):
    bucket = aws.bucket()
    for key in keys:
        aws.s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    return bucket


@case("NoSuchKey", "S3 error codes")
def an_unknown_object_is_not_found(aws):
    return refusal(aws.s3.get_object, Bucket=aws.bucket(), Key="nothing")


@case("404", "HeadObject: no body, so no code but the status")
def the_head_of_an_unknown_object_is_404(aws):
    return refusal(aws.s3.head_object, Bucket=aws.bucket(), Key="nothing")


@case("text/html; charset=utf-8, max-age=60, demo", "PutObject: content type, cache control and metadata are kept")
def an_object_keeps_its_headers(aws):
    bucket = aws.bucket()
    headers = {"ContentType": "text/html; charset=utf-8", "CacheControl": "max-age=60", "Metadata": {"from": "demo"}}
    aws.s3.put_object(Bucket=bucket, Key="index.html", Body=b"<html>", **headers)
    head = aws.s3.head_object(Bucket=bucket, Key="index.html")
    return f"{head['ContentType']}, {head['CacheControl']}, {head['Metadata']['from']}"


@case("binary/octet-stream", "PutObject, Content-Type: the default")
def an_object_without_a_type_is_binary(aws):
    return aws.s3.get_object(Bucket=filled(aws, "a"), Key="a")["ContentType"]


@case("the MD5 of the body", "S3 user guide: the ETag of an object put in one piece under SSE-S3")
def an_etag_is_the_md5_of_the_body(aws):
    etag = aws.s3.put_object(Bucket=aws.bucket(), Key="a", Body=b"hello")["ETag"]
    return "the MD5 of the body" if etag == f'"{hashlib.md5(b"hello").hexdigest()}"' else etag


@case("BadDigest", "S3 error codes")
def a_wrong_digest_is_refused(aws):
    digest = "AAAAAAAAAAAAAAAAAAAAAA=="
    return refusal(aws.s3.put_object, Bucket=aws.bucket(), Key="a", Body=b"hello", ContentMD5=digest)


@case("InvalidRange", "S3 error codes")
def a_range_behind_the_end_is_refused(aws):
    return refusal(aws.s3.get_object, Bucket=filled(aws, "a"), Key="a", Range="bytes=10-20")


@case("bytes 1-3/5, ell", "GetObject, Range")
def a_part_of_an_object_is_read(aws):
    bucket = aws.bucket()
    aws.s3.put_object(Bucket=bucket, Key="a", Body=b"hello")
    part = aws.s3.get_object(Bucket=bucket, Key="a", Range="bytes=1-3")
    return f"{part['ContentRange']}, {part['Body'].read().decode()}"


@case("304", "GetObject, If-None-Match")
def an_unchanged_object_is_not_sent_again(aws):
    bucket = filled(aws, "a")
    etag = aws.s3.head_object(Bucket=bucket, Key="a")["ETag"]
    return refusal(aws.s3.get_object, Bucket=bucket, Key="a", IfNoneMatch=etag)


@case("PreconditionFailed", "PutObject, If-None-Match: *")
def an_object_is_written_only_where_there_is_none(aws):
    return refusal(aws.s3.put_object, Bucket=filled(aws, "a"), Key="a", Body=b"y", IfNoneMatch="*")


@case("2, 2, 1", "ListObjectsV2, MaxKeys and ContinuationToken")
def a_long_listing_comes_in_pages(aws):
    bucket = filled(aws, "a", "b", "c", "d", "e")
    pages = aws.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, PaginationConfig={"PageSize": 2})
    return ", ".join(str(page["KeyCount"]) for page in pages)


@case("about.html, index.html | css/, img/", "ListObjectsV2, Delimiter")
def a_delimiter_folds_keys(aws):
    bucket = filled(aws, "index.html", "css/site.css", "img/a.png", "img/b.png", "about.html")
    listed = aws.s3.list_objects_v2(Bucket=bucket, Delimiter="/")
    keys = ", ".join(one["Key"] for one in listed["Contents"])
    return f"{keys} | {', '.join(one['Prefix'] for one in listed['CommonPrefixes'])}"


@case("a b, ü, <&>", "ListObjectsV2: any UTF-8 is a key")
def keys_are_any_text(aws):
    bucket = filled(aws, "a b", "ü", "<&>")
    keys = {one["Key"] for one in aws.s3.list_objects_v2(Bucket=bucket)["Contents"]}
    return ", ".join(key for key in ("a b", "ü", "<&>") if key in keys)


@case("a, nothing", "DeleteObjects: a key that is not there counts as deleted")
def deleting_what_is_not_there_succeeds(aws):
    keys = {"Objects": [{"Key": "a"}, {"Key": "nothing"}]}
    answer = aws.s3.delete_objects(Bucket=filled(aws, "a"), Delete=keys)
    return ", ".join(sorted(one["Key"] for one in answer["Deleted"]))


@case("NoSuchKey, then 1 version and 1 delete marker", "S3 user guide, deleting in a versioned bucket")
def a_versioned_object_is_hidden_by_a_marker(aws):
    bucket = aws.bucket()
    aws.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    aws.s3.put_object(Bucket=bucket, Key="a", Body=b"a")
    aws.s3.delete_object(Bucket=bucket, Key="a")
    code = refusal(aws.s3.get_object, Bucket=bucket, Key="a")
    listed = aws.s3.list_object_versions(Bucket=bucket)
    return then(code, f"{len(listed['Versions'])} version and {len(listed['DeleteMarkers'])} delete marker")


@case("EntityTooSmall", "S3 error codes; CompleteMultipartUpload: 5 MiB a part but the last")
def a_small_part_is_refused(aws):
    bucket = aws.bucket()
    upload = {"Bucket": bucket, "Key": "a", "UploadId": aws.s3.create_multipart_upload(Bucket=bucket, Key="a")["UploadId"]}
    parts = []
    for number in (1, 2):
        etag = aws.s3.upload_part(**upload, PartNumber=number, Body=b"small")["ETag"]
        parts.append({"PartNumber": number, "ETag": etag})
    return refusal(aws.s3.complete_multipart_upload, **upload, MultipartUpload={"Parts": parts})


@case("NoSuchUpload", "S3 error codes")
def an_unknown_upload_is_not_found(aws):
    return refusal(aws.s3.list_parts, Bucket=aws.bucket(), Key="a", UploadId="nothing")


@case("AccessControlListNotSupported", "S3 error codes; Object Ownership, BucketOwnerEnforced")
def an_acl_is_refused_where_there_are_none(aws):
    return refusal(aws.s3.put_object, Bucket=aws.bucket(), Key="a", Body=b"a", ACL="public-read")


@case("AccessDenied", "S3 user guide: objects are private")
def nobody_else_reads_an_object(aws):
    bucket = filled(aws, "a")
    return refusal(aws.anonymous_s3().get_object, Bucket=bucket, Key="a")


@case("accepted, listing AccessDenied", "S3 user guide: a policy that grants s3:GetObject, and nothing else, to anyone")
def anyone_reads_what_a_public_policy_grants(aws):
    bucket = unblocked(aws)
    aws.s3.put_object(Bucket=bucket, Key="a", Body=b"a")
    aws.s3.put_bucket_policy(Bucket=bucket, Policy=reading_by_anyone(bucket))
    anyone = aws.anonymous_s3()
    read = refusal(anyone.get_object, Bucket=bucket, Key="a")
    return f"{read}, listing {refusal(anyone.list_objects_v2, Bucket=bucket)}"


@case("AccessDenied", "S3 user guide, RestrictPublicBuckets: a public policy grants nothing")
def a_restricted_bucket_is_read_by_its_account_alone(aws):
    bucket = unblocked(aws)
    aws.s3.put_object(Bucket=bucket, Key="a", Body=b"a")
    aws.s3.put_bucket_policy(Bucket=bucket, Policy=reading_by_anyone(bucket))
    aws.s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration={"RestrictPublicBuckets": True})
    return refusal(aws.anonymous_s3().get_object, Bucket=bucket, Key="a")


@case("copied, text/css", "CopyObject: headers and metadata are copied")
def a_copy_keeps_the_headers(aws):
    bucket = aws.bucket()
    aws.s3.put_object(Bucket=bucket, Key="a", Body=b"copied", ContentType="text/css")
    aws.s3.copy_object(Bucket=bucket, Key="b", CopySource={"Bucket": bucket, "Key": "a"})
    copy = aws.s3.get_object(Bucket=bucket, Key="b")
    return f"{copy['Body'].read().decode()}, {copy['ContentType']}"
