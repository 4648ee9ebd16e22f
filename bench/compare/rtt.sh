#!/bin/sh
# RTT of every method against tcpdump on the client's interface, in a namespace whose network is a TUN device 20 ms away:
# four routers, then a target that accepts port 80, refuses port 81 and has no UDP port open. Idle, then with busy loops.
# Usage: bench/compare/rtt.sh [rounds] [busy loops]   (root; needs iproute2, tcpdump, python3, /dev/net/tun; Linux x64 or arm64)
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
rounds=${1:-100}
loops=${2:-4}
ns=rtt$$
work=$(mktemp -d)
pids=
trap 'for p in $pids; do kill "$p" 2>/dev/null || true; done; ip netns del $ns 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM HUP PIPE   # so that what was started is ended then too
rid=linux-x64; [ "$(uname -m)" = aarch64 ] && rid=linux-arm64
dotnet publish "$root/bench/Demarc.Rtt" -c Release "-p:DemarcRuntime=$rid" "-p:ArtifactsPath=$work/artifacts" -o "$work/app" -v quiet -tl:off --disable-build-servers >"$work/build.log" 2>&1 || { cat "$work/build.log"; exit 1; }
cat > "$work/router.py" <<'PY'
import fcntl, heapq, os, select, socket, struct, sys, time
fd = os.open("/dev/net/tun", os.O_RDWR)
fcntl.ioctl(fd, 0x400454ca, struct.pack("16sH22x", b"tun0", 0x1001))
os.system("ip address add 198.51.100.1/24 dev tun0 && ip link set tun0 up")
open(sys.argv[1], "w").close()
def csum(b):
    if len(b) % 2: b += b"\0"
    s = sum(struct.unpack(">%dH" % (len(b) // 2), b))
    while s >> 16: s = (s & 65535) + (s >> 16)
    return ~s & 65535
def ip(src, dst, proto, ttl, body):
    h = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(body), 0, 0, ttl, proto, 0, src, dst)
    return h[:10] + struct.pack(">H", csum(h)) + h[12:] + body
def icmp(kind, code, packet):
    b = struct.pack(">BBHI", kind, code, 0, 0) + packet[:548]
    return b[:2] + struct.pack(">H", csum(b)) + b[4:]
def answer(p):
    proto, ttl, src, dst, body = p[9], p[8], p[12:16], p[16:20], p[20:]
    if ttl < 5: return ip(bytes([198, 51, 100, 10 + ttl]), src, 1, 64 - ttl, icmp(11, 0, p))
    if proto == 17: return ip(dst, src, 1, 60, icmp(3, 3, p))
    if proto == 1:
        b = b"\0\0\0\0" + body[4:]
        return ip(dst, src, 1, 60, b[:2] + struct.pack(">H", csum(b)) + b[4:])
    sp, dp, seq = struct.unpack(">HHI", body[:8])
    if not body[13] & 2: return None
    flags = 0x12 if dp == 80 else 0x14
    t = struct.pack(">HHIIBBHHH", dp, sp, 1000 if dp == 80 else 0, (seq + 1) & 0xffffffff, 0x50, flags, 65000 if dp == 80 else 0, 0, 0)
    t = t[:16] + struct.pack(">H", csum(dst + src + struct.pack(">HH", 6, len(t)) + t)) + t[18:]
    return ip(dst, src, 6, 60, t)
due, n = [], 0
while True:
    wait = max(0, due[0][0] - time.monotonic()) if due else 1
    if select.select([fd], [], [], wait)[0]:
        p = os.read(fd, 65536)
        a = answer(p) if p[0] >> 4 == 4 and p[9] in (1, 6, 17) else None
        if a: n += 1; heapq.heappush(due, (time.monotonic() + 0.02, n, a))
    while due and due[0][0] <= time.monotonic(): os.write(fd, heapq.heappop(due)[2])
PY
cat > "$work/compare.py" <<'PY'
import struct, sys
sent, rtt, echoes, uses = {}, {}, [], {}
f = open(sys.argv[1], "rb").read()
nano = f[:4] == b"\x4d\x3c\xb2\xa1"
at = 24
def key(proto, t):
    if proto == 17 and len(t) >= 16: return ("Udp", struct.unpack(">i", t[12:16])[0])
    if proto == 1: return ("Icmp", t[4:8])
    if proto == 6: return ("Tcp", struct.unpack(">H", t[:2])[0])
while at + 16 <= len(f):
    s, u, n, _ = struct.unpack("<IIII", f[at:at + 16])
    p = f[at + 16:at + 16 + n]; at += 16 + n
    when = s * 10**9 + u * (1 if nano else 1000)
    if not p or p[0] >> 4 != 4: continue
    t = p[20:]
    if p[12:16] == bytes([198, 51, 100, 1]):
        if p[9] == 6 and not t[13] & 2: continue
        k = key(p[9], t)
        # A source port may serve one probe after another.
        if p[9] == 6: uses[k[1]] = uses.get(k[1], 0) + 1; k = ("Tcp", k[1], uses[k[1]])
        if k and k not in sent: sent[k] = when
        if p[9] == 1: echoes.append(k)
    else:
        if p[9] == 1: k = key(t[8 + 9], t[28:]) if t[0] in (3, 11) else ("Icmp", t[4:8])
        elif p[9] == 6: k = ("Tcp", struct.unpack(">H", t[2:4])[0])
        else: continue
        if k and k[0] == "Tcp": k = ("Tcp", k[1], uses.get(k[1]))
        if k in sent and k not in rtt: rtt[k] = when - sent[k]
errors, missing, uses = {}, 0, {}
# Echo probes are in the capture in the order they were sent: 5 of the 16 probes of a round, the first ones.
for line in sorted(open(sys.argv[2]), key=lambda line: int(line.split()[1])):
    proto, id, ttl, port, kind, us, stamps = line.split()
    id, port = int(id), int(port)
    if proto == "Icmp": k = echoes[(id - 1) // 16 * 5 + (id - 1) % 16]
    elif proto == "Udp": k = ("Udp", id)
    else: uses[port] = uses.get(port, 0) + 1; k = ("Tcp", port, uses[port])
    if k not in rtt: missing += 1; continue
    name = proto + {"TimeExceeded": " time exceeded", "SynAck": " SYN-ACK", "Reset": " reset", "Echo": " echo reply", "Unreachable": " port unreachable"}.get(kind, kind) + " (" + stamps + ")"
    errors.setdefault(name, []).append(abs(float(us) - rtt[k] / 1000))
for name in sorted(errors):
    e = sorted(errors[name])
    print("%-42s n %5d   median %7.1f   p95 %7.1f   max %8.1f us" % (name, len(e), e[len(e) // 2], e[min(len(e) - 1, int(len(e) * .95))], e[-1]))
if missing: print("not in the capture: %d" % missing)
PY
run() {
    way=$1
    ip netns exec $ns tcpdump -i tun0 -w "$work/tun.pcap" --time-stamp-precision=nano -B 8192 -U ip >"$work/tcpdump.log" 2>&1 & dump=$!
    pids="$pids $dump"
    for i in 1 2 3 4 5 6 7 8 9 10; do grep -qs listening "$work/tcpdump.log" && break; sleep 0.2; done
    if [ "$way" = raw ]; then ip netns exec $ns "$work/app/Demarc.Rtt" 198.51.100.77 "$rounds" raw >"$work/out" 2>"$work/err"
    else ip netns exec $ns setpriv --reuid 65534 --regid 65534 --clear-groups --no-new-privs --inh-caps=-all "$work/app/Demarc.Rtt" 198.51.100.77 "$rounds" >"$work/out" 2>"$work/err"; fi
    sleep 1; kill -INT $dump; wait $dump || true
    echo "== $way, $2 (load $(cut -d' ' -f1 /proc/loadavg)): $(cat "$work/err")"
    python3 "$work/compare.py" "$work/tun.pcap" "$work/out"
}
ip netns add $ns
ip netns exec $ns sh -c 'ip link set lo up; sysctl -qw net.ipv4.ping_group_range="0 2147483647" net.ipv6.conf.all.disable_ipv6=1'
chmod 755 "$work"
ip netns exec $ns python3 "$work/router.py" "$work/up" & pids="$pids $!"
for i in 1 2 3 4 5 6 7 8 9 10; do [ -e "$work/up" ] && break; sleep 0.2; done
run unprivileged "nothing else started"; run raw "nothing else started"
busy=
i=0; while [ $i -lt "$loops" ]; do sh -c 'while :; do :; done' & busy="$busy $!"; i=$((i + 1)); done
pids="$pids $busy"
run unprivileged "$loops busy loops"; run raw "$loops busy loops"
for p in $busy; do kill "$p"; done
