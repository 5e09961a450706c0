#!/usr/bin/env bash
# Prepares the real download clients that tests talk to, on Debian 12 and as root:
#   qBittorrent 4.5 and Transmission 3.00 from the system's own archive,
#   a Debian 13 tree with qBittorrent 5.1, Transmission 4.1 (a beta) and SABnzbd 4.5, entered by chroot.
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
tree_packages=qbittorrent-nox,transmission-daemon,sabnzbdplus,python3-cffi-backend,ca-certificates

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

# The package of Transmission starts a service where there is systemd; tests start processes of their own.
install_here() {
  local missing=() program
  for program in qbittorrent-nox transmission-daemon debootstrap; do
    command -v "$program" >/dev/null || missing+=("$program")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  export DEBIAN_FRONTEND=noninteractive
  step "reading the package lists" apt-get update -qq
  step "installing ${missing[*]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
  case " ${missing[*]} " in
    *" transmission-daemon "*)
      if [ -d /run/systemd/system ]; then
        step "stopping the service" systemctl disable --now transmission-daemon
      fi
      ;;
  esac
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
for program in qbittorrent-nox transmission-daemon sabnzbdplus; do
  [ -x "$tree/usr/bin/$program" ] || give_up "$tree has no $program"
done

case $(dpkg-query -W -f '${Version}' qbittorrent-nox 2>/dev/null) in
  4.*) ;;
  *) give_up "this system's qbittorrent-nox is not 4.x; is it Debian 12?" ;;
esac

case $(dpkg-query -W -f '${Version}' transmission-daemon 2>/dev/null) in
  3.*) ;;
  *) give_up "this system's transmission-daemon is not 3.x; is it Debian 12?" ;;
esac

cat >"$folder/environment" <<END
export REAL_QBITTORRENT_4='$(command -v qbittorrent-nox)'
export REAL_QBITTORRENT_5='chroot $tree qbittorrent-nox'
export REAL_TRANSMISSION_3='$(command -v transmission-daemon)'
export REAL_TRANSMISSION_4='chroot $tree transmission-daemon'
export REAL_SABNZBD='chroot $tree sabnzbdplus'
END
rm "$folder/preparing"
say "$(dpkg-query -W -f '${Package} ${Version} ' qbittorrent-nox transmission-daemon)," \
  "in the tree $(dpkg-query --admindir="$tree/var/lib/dpkg" -W \
    -f '${Package} ${Version} ' qbittorrent-nox transmission-daemon sabnzbdplus)"
