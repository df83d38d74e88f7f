# Shared by the scripts of this folder, which source it: nothing here runs by itself.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
PATH=$PATH:/usr/sbin:/sbin # where dockerd, iptables and ip are; "su" leaves it out

say() { printf '%s\n' "$*" >&2; }
die() { say "$@"; exit 1; }

hash_of() { printf %s "$1" | sha256sum | cut -c1-8; }

# Where the private engine of this checkout lives.
engine_folder() { echo "${ESTIBADOR_ENGINE_DIR:-/var/tmp/estibador-$(hash_of "$root")}"; }

# ping_engine ADDRESS: does an engine answer at unix:///path or tcp://host:port?
# In Perl, because every Debian has it and few have curl.
ping_engine() {
    perl -MIO::Socket::INET -MIO::Socket::UNIX -e '
        $SIG{ALRM} = sub { exit 1 }; alarm 3;
        my ($kind, $at) = $ARGV[0] =~ m{^(unix|tcp)://([^/]+|/.+)} or exit 1;
        my $engine = $kind eq "unix" ? IO::Socket::UNIX->new(Peer => $at) : IO::Socket::INET->new($at);
        exit 1 unless $engine;
        print $engine "GET /_ping HTTP/1.0\r\n\r\n"; $engine->flush;
        exit(<$engine> =~ m{^HTTP/1\.\d 200} ? 0 : 1);
    ' "$1" 2>/dev/null
}

# The path of a busybox that needs no library, so that it runs alone in an image built FROM scratch.
static_busybox() {
    local file
    for file in ${ESTIBADOR_BUSYBOX:+"$ESTIBADOR_BUSYBOX"} /bin/busybox /usr/bin/busybox; do
        if [[ -x $file ]] && ! LC_ALL=C ldd "$file" 2>/dev/null | grep -q '\.so'; then
            echo "$file"
            return
        fi
    done
    return 1
}

# The Debian packages that a private engine needs and this machine lacks. By command, not by package name: a dockerd
# from elsewhere (docker-ce) will do as well, and Debian's package would collide with it.
missing_engine_packages() {
    command -v dockerd >/dev/null || echo docker.io
    command -v iptables >/dev/null || echo iptables
    command -v ip >/dev/null || echo iproute2
    command -v docker-registry >/dev/null || echo docker-registry
    command -v openssl >/dev/null || echo openssl
    command -v sshd >/dev/null || echo openssh-server # which brings the client
    [[ -e /etc/ssl/certs/ca-certificates.crt ]] || echo ca-certificates
    static_busybox >/dev/null || echo busybox-static
}

# Why no private engine can be started here; prints nothing where one can.
engine_obstacle() {
    if [[ $(uname -s) != Linux ]]; then
        echo "this is not Linux"
    elif [[ $(id -u) != 0 ]]; then
        echo "this needs root"
    elif [[ -n $(missing_engine_packages) ]] && ! command -v apt-get >/dev/null; then
        echo "there is no apt-get to install" $(missing_engine_packages)
    fi
}

# install_packages PACKAGE...: with apt-get, never asking, and without starting the services that come in the packages.
install_packages() (
    [[ $# -gt 0 ]] || exit 0
    log=$(mktemp)
    guard=
    trap 'rm -f "$log" $guard' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    say "Installing with apt-get (no service is started): $*"
    # Debian starts a service as soon as it is installed, unless this file says no.
    if [[ ! -e /usr/sbin/policy-rc.d ]]; then
        guard=/usr/sbin/policy-rc.d
        printf '#!/bin/sh\nexit 101\n' >$guard
        chmod +x $guard
    fi
    # A list that cannot be renewed may still do; what counts is whether the packages come.
    apt-get -q update >"$log" 2>&1 || true
    if ! DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends -o DPkg::Lock::Timeout=120 \
        install "$@" </dev/null >>"$log" 2>&1; then
        tail -n 20 "$log" >&2
        die "apt-get could not install: $*. Install them by hand and run this again."
    fi
)

# A JDK and Maven, for the scripts that build. Sets java and version.
need_maven() {
    local home=${JAVA_HOME:+$JAVA_HOME/bin/}
    java=${home}java
    version=$("${home}javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p') || true
    [[ ${version:-0} -ge 17 ]] ||
        die "A JDK 17 or newer is needed; ${home}javac is ${version:-missing}." \
            "Install one (Debian 12: apt-get install openjdk-17-jdk-headless) or point JAVA_HOME at it."
    command -v mvn >/dev/null && return
    [[ $(id -u) = 0 ]] && command -v apt-get >/dev/null ||
        die "Maven 3.8.7 or newer is needed: install it and put mvn on the PATH."
    install_packages maven
}

# newer_lts VERSION: the home of the newest Java of this machine with long-term support, if it is newer than that version.
newer_lts() {
    local release version newest=$1 home=
    for release in /usr/lib/jvm/*/release; do
        version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$release" 2>/dev/null) || continue
        [[ -n $version ]] && ((version > newest && version % 4 == 1)) || continue # 17, 21, 25, ..
        newest=$version
        home=${release%/release}
    done
    echo "$home"
}

# run COMMAND...: in the background, so that a TERM or INT meant for the script is acted on at once and not after
# the command. stop_running ends a command that is still at work, and waits until it is gone.
running=
run() {
    local status=0
    "$@" &
    running=$!
    wait "$running" || status=$?
    running=
    return $status
}
stop_running() {
    [[ -n $running ]] || return 0
    kill "$running" 2>/dev/null || true
    local end=$((SECONDS + 20))
    while kill -0 "$running" 2>/dev/null && ((SECONDS < end)); do sleep 0.1; done
    kill -KILL "$running" 2>/dev/null || true
    wait "$running" 2>/dev/null || true
    running=
}
