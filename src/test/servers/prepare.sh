#!/usr/bin/env bash
# Prepares the real download clients that tests talk to, on Debian 12 and as root:
#   qBittorrent 4.5 from the system's own archive,
#   a Debian 13 tree with qBittorrent 5.1 and SABnzbd 4.5, entered by chroot.
# What is there already is kept, so that a second run takes a moment.
#
# usage: prepare.sh [FOLDER]     FOLDER: else $REAL_SERVERS, else target/servers
# Writes FOLDER/environment, to be sourced: variables with the command that starts each server. Until
# then FOLDER/preparing holds the number of this process: tests in target/servers wait for its end.
set -euo pipefail

folder=${1:-${REAL_SERVERS:-$(dirname "$0")/../../../target/servers}}
# debootstrap does not follow what packages provide for others: python3-cffi-backend is named for
# SABnzbd's cryptography. SABnzbd is in contrib since it wants unrar, which is in non-free.
tree_components=main,contrib,non-free
tree_packages=qbittorrent-nox,sabnzbdplus,python3-cffi-backend,ca-certificates

say() { echo "prepare servers: $*" >&2; }

give_up() {
  say "$1"
  if [ -s "$log" ]; then
    tail -n 25 "$log" | sed 's/^/  | /' >&2
    say "all of it: $log"
  fi
  exit 1
}

# Runs a step quietly; what it said is shown when it fails.
step() {
  local what=$1
  shift
  "$@" >"$log" 2>&1 || give_up "$what failed: $*"
}

# The archive that this system's own packages come from.
mirror() {
  apt-get indextargets --format '$(REPO_URI)' \
    'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | head -n 1
}

install_here() {
  command -v qbittorrent-nox >/dev/null && command -v debootstrap >/dev/null && return
  export DEBIAN_FRONTEND=noninteractive
  step "reading the package lists" apt-get update -qq
  step "installing qbittorrent-nox and debootstrap" \
    apt-get install -y -qq --no-install-recommends qbittorrent-nox debootstrap
}

make_tree() {
  [ "$(cat "$tree/.packages" 2>/dev/null)" = "$tree_packages" ] && return
  local archive
  archive=$(mirror)
  if [ -z "$archive" ]; then
    step "reading the package lists" apt-get update -qq
    archive=$(mirror)
  fi
  [ -n "$archive" ] || give_up "apt knows no Debian archive"
  rm -rf --one-file-system "$tree" "$tree.part"
  step "making the Debian 13 tree" debootstrap --variant=minbase --components="$tree_components" \
    --include="$tree_packages" trixie "$tree.part" "$archive"
  rm -rf "$tree.part/var/cache/apt/archives" "$tree.part/var/lib/apt/lists"
  echo "$tree_packages" >"$tree.part/.packages"
  mv "$tree.part" "$tree"
}

mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
log=$folder/prepare.log
tree=$folder/debian13
: >"$log"

[ "$(id -u)" = 0 ] || give_up "it installs packages and uses chroot, hence must be run by root"
case $folder in *[[:space:]]*) give_up "no spaces in the folder's path, please: $folder" ;; esac
exec 9>"$folder/lock"
flock 9
echo $$ >"$folder/preparing"

install_here
make_tree
for program in qbittorrent-nox sabnzbdplus; do
  [ -x "$tree/usr/bin/$program" ] || give_up "$tree has no $program"
done

case $(dpkg-query -W -f '${Version}' qbittorrent-nox 2>/dev/null) in
  4.*) ;;
  *) give_up "this system's qbittorrent-nox is not 4.x; is it Debian 12?" ;;
esac

cat >"$folder/environment" <<END
export REAL_QBITTORRENT_4='$(command -v qbittorrent-nox)'
export REAL_QBITTORRENT_5='chroot $tree qbittorrent-nox'
export REAL_SABNZBD='chroot $tree sabnzbdplus'
END
rm "$folder/preparing"
say "qbittorrent-nox $(dpkg-query -W -f '${Version}' qbittorrent-nox)," \
  "in the tree $(dpkg-query --admindir="$tree/var/lib/dpkg" -W \
    -f '${Package} ${Version} ' qbittorrent-nox sabnzbdplus)"
