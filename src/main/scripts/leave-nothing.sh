#!/usr/bin/env bash
# leave-nothing.sh ROOT: ends, unmounts and removes what a daemon on private paths below ROOT may have left:
# its containerd and shims, containers' mounts and cgroups. After a clean stop only the folder is there.
set -euo pipefail

root=$1
[[ $root == /tmp/joey-* ]] || { echo "leave-nothing.sh: only below /tmp/joey-*: $root" >&2; exit 2; }

# Whoever names a path below the root on its command line is the daemon's; this script names the root only.
for file in /proc/[0-9]*/cmdline; do
    pid=${file//[!0-9]/}
    if [ "$pid" != "$$" ] && { tr '\0' ' ' <"$file"; } 2>/dev/null | grep -q -F "$root/"; then
        kill -KILL "$pid" 2>/dev/null || true
    fi
done
for cgroup in /sys/fs/cgroup/*/"$(basename "$root")" /sys/fs/cgroup/"$(basename "$root")"; do
    [ ! -d "$cgroup" ] || find "$cgroup" -depth -type d -exec rmdir {} + 2>/dev/null || true
done
awk -v root="$root/" 'index($5, root) == 1 { print $5 }' /proc/self/mountinfo | sort -r | xargs -r -n1 umount -l
rm -rf --one-file-system "$root"
