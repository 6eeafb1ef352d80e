#!/usr/bin/env bash
# busybox-image.sh BUSYBOX FILE [NAME]: makes a docker-archive of a small image from a static busybox.
set -euo pipefail

busybox=$1
file=$2
name=${3:-busybox:latest}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

root=$work/root
mkdir -p "$root"/{bin,dev,etc,home,proc,root,sys,tmp,usr/bin,var}
chmod 1777 "$root/tmp"
chmod 0700 "$root/root"
cp "$busybox" "$root/bin/busybox"
for applet in $("$busybox" --list); do
    [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
done
cat >"$root/etc/passwd" <<'EOF'
root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
nobody:x:65534:65534:nobody:/home:/bin/false
EOF
cat >"$root/etc/group" <<'EOF'
root:x:0:
daemon:x:1:
nogroup:x:65534:
EOF

# The same busybox gives the same image: its own time is the only one.
pack() { tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$1" -cf "$2" "${@:3}"; }
mkdir "$work/image"
pack "$root" "$work/image/layer.tar" .
layer=$(sha256sum <"$work/image/layer.tar" | cut -d' ' -f1)
case $(uname -m) in
    x86_64) architecture=amd64 ;;
    aarch64) architecture=arm64 ;;
    *) architecture=$(uname -m) ;;
esac
created=$(date -u -r "$busybox" +%Y-%m-%dT%H:%M:%SZ)
printf '%s' '{"architecture":"'$architecture'","os":"linux","created":"'$created'",' \
    '"config":{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],"Cmd":["sh"]},' \
    '"history":[{"created":"'$created'","created_by":"busybox-image.sh"}],' \
    '"rootfs":{"type":"layers","diff_ids":["sha256:'"$layer"'"]}}' >"$work/image/config.json"
config=$(sha256sum <"$work/image/config.json" | cut -d' ' -f1)
mv "$work/image/config.json" "$work/image/$config.json"
mkdir "$work/image/$layer"
mv "$work/image/layer.tar" "$work/image/$layer/layer.tar"
printf '%s' '[{"Config":"'"$config"'.json","RepoTags":["'"$name"'"],"Layers":["'"$layer"'/layer.tar"]}]' \
    >"$work/image/manifest.json"
pack "$work/image" "$file" manifest.json "$config.json" "$layer"
