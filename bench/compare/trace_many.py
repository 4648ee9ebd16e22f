"""Gate T12: a thousand traces at once over one port, and scamper on the same targets at the same pace. Its network is a TUN
device whose four routers are numbered after TTL and target, so that an answer given to the wrong trace shows."""
import fcntl, heapq, os, re, select, struct, subprocess, sys, tempfile, time

COUNT, PACE = int(os.environ.get("TARGETS", "1000")), 1000
FIRST = (10, 99, 0, 1)


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 65535) + (total >> 16)
    return ~total & 65535


def answer(packet):
    protocol, ttl, target, body = packet[9], packet[8], packet[16:20], packet[20:]
    source = bytes([10, ttl, target[2], target[3]]) if ttl < 5 else target
    if ttl >= 5 and protocol == 1:
        icmp = b"\0\0\0\0" + body[4:]
    else:
        icmp = bytes([11, 0] if ttl < 5 else [3, 3]) + bytes(6) + packet
    icmp = icmp[:2] + struct.pack(">H", checksum(icmp[:2] + b"\0\0" + icmp[4:])) + icmp[4:]
    head = struct.pack(">BBHHHBBH4s4s", 0x45, 0, 20 + len(icmp), 0, 0, 64, 1, 0, source, packet[12:16])
    return head[:10] + struct.pack(">H", checksum(head)) + head[12:] + icmp


def network(ready):
    """Answers after 20 ms, until ended."""
    device = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(device, 0x400454CA, struct.pack("16sH22x", b"tun0", 0x1001))
    os.system("ip address add 192.0.2.1/32 dev tun0 && ip link set tun0 up txqueuelen 10000 && ip route add 10.0.0.0/8 dev tun0 src 192.0.2.1")
    open(ready, "w").close()
    due, n = [], 0
    while True:
        if select.select([device], [], [], max(0, due[0][0] - time.monotonic()) if due else 1)[0]:
            packet = os.read(device, 65536)
            if packet[0] >> 4 == 4 and packet[9] in (1, 17):
                n += 1
                heapq.heappush(due, (time.monotonic() + 0.02, n, answer(packet)))
        while due and due[0][0] <= time.monotonic():
            os.write(device, heapq.heappop(due)[2])


def measure():
    """One row of the table."""
    root = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
    space = f"many{os.getpid()}"
    with tempfile.TemporaryDirectory() as folder:
        rid = "linux-arm64" if os.uname().machine == "aarch64" else "linux-x64"
        subprocess.run(["dotnet", "publish", root + "/bench/Demarc.Rtt", "-c", "Release", "-p:DemarcRuntime=" + rid, f"-p:ArtifactsPath={folder}/artifacts", "-o", folder + "/app",
                        "-v", "quiet", "-tl:off", "--disable-build-servers"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["ip", "netns", "add", space], check=True)
        router = None
        try:
            inside = ["ip", "netns", "exec", space]
            subprocess.run(inside + ["sh", "-c", "ip link set lo up; sysctl -qw net.ipv6.conf.all.disable_ipv6=1"], check=True)
            router = subprocess.Popen(inside + [sys.executable, __file__, folder + "/up"])
            for _ in range(100):
                if os.path.exists(folder + "/up"):
                    break
                time.sleep(0.05)
            own, ok = [], True
            for protocol in ("icmp", "udp"):
                found = subprocess.run(inside + [folder + "/app/Demarc.Rtt", "many", ".".join(map(str, FIRST)), str(COUNT), str(PACE), protocol], capture_output=True, text=True)
                ok &= found.returncode == 0
                own.append(f"{protocol}: {found.stdout.strip() or found.stderr.strip()[-200:]}")
            peers = "scamper absent"
            if any(os.access(p + "/scamper", os.X_OK) for p in os.environ["PATH"].split(":")):
                with open(folder + "/targets", "w") as f:
                    f.writelines(f"10.99.{(i + 1) >> 8}.{(i + 1) & 255}\n" for i in range(COUNT))
                start = time.monotonic()
                # It looks for a server of names even where it asks none.
                out = subprocess.run(inside + ["unshare", "-m", "sh", "-c", f"echo nameserver 127.0.0.1 >{folder}/resolv && mount --bind {folder}/resolv /etc/resolv.conf && exec scamper -p {PACE} -w 1000 -f {folder}/targets"],
                                     capture_output=True, text=True).stdout
                took, whole, foreign = time.monotonic() - start, 0, 0
                for trace in re.split(r"^traceroute from ", out, flags=re.M)[1:]:
                    target = re.search(r"to (\S+)", trace)[1]
                    hops = re.findall(r"^ *(\d+)  (\S+)", trace, re.M)
                    end = target.split(".")
                    wrong = [a for ttl, a in hops if a != target and a != f"10.{ttl}.{end[2]}.{end[3]}" and a != "*"]
                    foreign += len(wrong)
                    whole += len(hops) == 5 and hops[-1][1] == target and not wrong
                peers = f"scamper, udp-paris: {whole} of {COUNT} whole, {foreign} answers of another target, {took:.1f} s"
            return (f"T12 {COUNT} targets at once, {PACE} packets/s", "no cross-match", "; ".join(own), peers, ok)
        finally:
            if router:
                router.kill()
                router.wait()
            subprocess.run(["ip", "netns", "del", space])


if __name__ == "__main__":
    network(sys.argv[1])
