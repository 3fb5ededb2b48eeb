#!/bin/sh
# The first process of an engine, in a mount and a process namespace of its own: BASE is a host's files, which stay as they are, WORK takes
# what is written, ADDRESS is where sshd listens, and KEY logs in. GROUP is the cgroup of all that runs here. DISK is the size of Docker's own disk in memory; none
# where it is empty.
set -e
base=$1 work=$2 address=$3 key=$4 group=$5 disk=$6
root=$work/root
mkdir -p "$work/upper" "$work/work" "$work/docker" "$root"
mount --make-rprivate /
mount -t overlay overlay -o "lowerdir=$base,upperdir=$work/upper,workdir=$work/work" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root/var/lib/docker"
# Docker's layers can't lie on an overlay.
if [ -n "$disk" ]; then
    mount -t tmpfs -o "size=$disk" tmpfs "$root/var/lib/docker"
else
    mount --bind "$work/docker" "$root/var/lib/docker"
fi
# No chroot: runc's own change of the root would take "docker exec" to the root of this machine.
cd "$root"
mkdir -p mnt/machine
pivot_root . mnt/machine
cd /
umount -l mnt/machine
exec /bin/sh -s "$address" "$key" "$group" <<'INSIDE'
set -e
address=$1 key=$2 group=$3
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mkdir -p /run/sshd
ssh-keygen -A > /dev/null
id ubuntu > /dev/null 2>&1 || useradd --create-home --shell /bin/bash --groups docker,sudo ubuntu
usermod --append --groups docker ubuntu
echo 'ubuntu ALL=(ALL) NOPASSWD:ALL' > /etc/sudoers.d/ubuntu
mkdir -p /home/ubuntu/.ssh /etc/docker
echo "$key" > /home/ubuntu/.ssh/authorized_keys
chown -R ubuntu: /home/ubuntu
chmod 700 /home/ubuntu/.ssh
echo '{"default-address-pools": [{"base": "198.18.0.0/16", "size": 24}]}' > /etc/docker/daemon.json
(while :; do dockerd "--cgroup-parent=/$group" >> /var/log/dockerd 2>&1 || sleep 1; done) &
exec /usr/sbin/sshd -D -e -o "ListenAddress=$address" -o PerSourcePenalties=no
INSIDE
