"""Runs commands inside a network of the lab, or in namespaces of its own, in turn, and times each as a whole process."""
import json, os, signal, statistics, subprocess, sys, tempfile, time

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
DEMARC = ["dotnet", os.path.join(ROOT, "artifacts/launcher/current/demarc.dll")]
FILE = os.path.join(ROOT, "artifacts/publish/linux-x64/demarc")
SCENARIOS = os.path.join(ROOT, "bench/compare/scenarios")


class Result:
    """All runs of one command: median wall time, whether it was ended, the last output and exit status."""

    def __init__(self, runs):
        self.walls = [r["wall"] for r in runs]
        self.wall = statistics.median(self.walls)
        self.capped = any(r["capped"] for r in runs)
        self.out = runs[-1]["out"]
        self.outs = [r["out"] for r in runs]
        self.code = runs[-1]["code"]

    def __str__(self):
        return ("> " if self.capped else "") + (f"{self.wall:.3f}" if self.wall < 1 else f"{self.wall:.2f}") + " s"


def have(command):
    return any(os.access(os.path.join(p, command), os.X_OK) for p in os.environ["PATH"].split(":")) if "/" not in command else os.access(command, os.X_OK)


def once(argv, cap):
    start = time.monotonic()
    process = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        out, _ = process.communicate(timeout=cap)
        capped = False
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        capped = True
    return {"wall": time.monotonic() - start, "capped": capped, "out": out.decode(errors="replace"), "code": process.returncode}


def inside(jobs):
    """Every command once, then every command again: what else the machine does falls on all alike. Slow ones run once."""
    runs = {name: [] for name in jobs}
    for turn in range(max(job["runs"] for job in jobs.values())):
        for name, job in jobs.items():
            if turn < job["runs"] and not any(r["capped"] or r["wall"] > 3 for r in runs[name]):
                runs[name].append(once(job["argv"], job["cap"]))
    return runs


def lab(scenario, jobs, seed=1):
    """Runs the jobs in a scenario; absent programs are left out."""
    jobs = {name: job for name, job in jobs.items() if have(job["argv"][0])}
    with tempfile.TemporaryDirectory() as folder:
        given, found = os.path.join(folder, "jobs"), os.path.join(folder, "runs")
        with open(given, "w") as f:
            json.dump(jobs, f)
        subprocess.run(
            DEMARC + ["lab", "run", scenario, "--scenarios", SCENARIOS, "--seed", str(seed), "--quiet", "--", sys.executable, __file__, given, found],
            check=True, stdout=subprocess.DEVNULL)
        with open(found) as f:
            return {name: Result(runs) for name, runs in json.load(f).items()}


def dnat(jobs):
    """The same behind a real kernel's DNAT: client, router, NAT at 198.51.100.2, router, server; UDP and TCP 80 are handed on."""
    jobs = {name: job for name, job in jobs.items() if have(job["argv"][0])}
    spaces = [f"trace{os.getpid()}{end}" for end in "crnms"]
    nets = ["192.0.2.0/28", "198.51.100.0/28", "192.0.2.16/28", "203.0.113.0/28"]
    sh = lambda line: subprocess.run(line, shell=True, check=True)
    address = lambda i, host: nets[i].rsplit(".", 1)[0] + "." + str(int(nets[i].split(".")[3].split("/")[0]) + host)
    try:
        for space in spaces:
            sh(f"ip netns add {space} && ip -n {space} link set lo up && ip netns exec {space} sysctl -qw net.ipv4.ip_forward=1 net.ipv4.icmp_ratelimit=0 net.ipv4.conf.all.rp_filter=0 net.ipv6.conf.all.disable_ipv6=1")
        for i in range(4):
            a, b = spaces[i], spaces[i + 1]
            sh(f"ip link add r{i} netns {a} type veth peer name l{i} netns {b}; ip -n {a} address add {address(i, 1)}/28 dev r{i}; ip -n {b} address add {address(i, 2)}/28 dev l{i}; ip -n {a} link set r{i} up; ip -n {b} link set l{i} up")
        for i, space in enumerate(spaces):
            for n, net in enumerate(nets):
                if n > i:
                    sh(f"ip -n {space} route add {net} via {address(i, 2)}")
                elif n < i - 1:
                    sh(f"ip -n {space} route add {net} via {address(i - 1, 1)}")
        for rule in ("table ip t", "chain ip t p { type nat hook prerouting priority dstnat; }", "rule ip t p ip daddr 198.51.100.2 tcp dport 80 dnat to 203.0.113.2",
                     "rule ip t p ip daddr 198.51.100.2 udp dport 33434-33600 dnat to 203.0.113.2"):
            sh(f"ip netns exec {spaces[2]} nft 'add {rule}'")
        server = subprocess.Popen(["ip", "netns", "exec", spaces[4], sys.executable, "-c", "import socket\ns=socket.create_server(('',80))\nwhile 1: s.accept()[0].close()"])
        time.sleep(0.5)
        with tempfile.TemporaryDirectory() as folder:
            given, found = os.path.join(folder, "jobs"), os.path.join(folder, "runs")
            with open(given, "w") as f:
                json.dump(jobs, f)
            subprocess.run(["ip", "netns", "exec", spaces[0], sys.executable, __file__, given, found], check=True)
            with open(found) as f:
                return {name: Result(runs) for name, runs in json.load(f).items()}
    finally:
        if "server" in locals():
            server.kill()
        for space in spaces:
            subprocess.run(["ip", "netns", "del", space], stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    with open(sys.argv[1]) as f:
        wanted = json.load(f)
    measured = inside(wanted)
    with open(sys.argv[2], "w") as f:
        json.dump(measured, f)
