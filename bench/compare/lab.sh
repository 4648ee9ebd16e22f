#!/bin/sh
# How much the lab carries and how exact its delays are: one TCP stream, a fetch, paced UDP, and pings, without delay and
# with 10 ms each way, over TUN and over packet sockets. Needs root, iperf3, curl and ping.
set -eu
cd "$(dirname "$0")/../.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

scenario() {
    cat <<END
title: { en: "Throughput", zh: "吞吐量" }
kind: healthy
half: tune
target: http://www.lab.example/
expect: { side: healthy }
network:
  routers: { $1 }
  hosts:
    client: { sysctl: { net.ipv4.tcp_rmem: "4096 131072 33554432", net.ipv4.tcp_wmem: "4096 131072 33554432" } }
    server: { $2 background: ["iperf3 -s"], sysctl: { net.ipv4.tcp_rmem: "4096 131072 33554432", net.ipv4.tcp_wmem: "4096 131072 33554432" } }
servers: [{ kind: http, on: server, port: 80 }]
names: { www.lab.example: server }
END
}

none=
for router in gw edge access1 access2 transit1 transit2 transit3 far1 far2; do none="$none $router: { delay: 0us },"; done
scenario "${none%,}" "delay: 0us," >"$folder/no-delay.yaml"
scenario "" "" >"$folder/delay.yaml"

for name in no-delay delay; do
    for link in tun ethernet; do
        echo "== $name, $link"
        ./demarc lab run "$name" --link "$link" --scenarios "$folder" -- sh -c '
            sleep 0.5
            iperf3 -c 203.0.113.80 -t 4 -f m | grep receiver
            curl -s -o /dev/null -w "fetch of 20 MB: %{speed_download} B/s\n" http://www.lab.example/bytes/20000000
            iperf3 -u -b 100M -l 1400 -c 203.0.113.80 -t 3 -f m | grep receiver
            ping -q -c 100 -i 0.02 203.0.113.80 | tail -1'
    done
done
