// The invented case of the case page: a package server that an office reaches only at times.

export const shares = [
  // side, measured share, reported share
  ['local-network', 1, 2],
  ['far-network', 1, 0],
  ['server-host', 66, 27],
  ['policy', 0, 1],
  ['undetermined', 2, 0],
];

export const hypotheses = ({ t, ref }) => [
  {
    share: 93, side: 'server-host', id: 'tw-recycle-nat', name: t('tcp_tw_recycle drops clients behind one NAT', 'tcp_tw_recycle 丢弃同一 NAT 后的客户端'),
    pro: [['+++', t('tcp_tw_recycle is on', 'tcp_tw_recycle 已开启'), ref('e7', '3')], ['++', t('129 connections rejected because of timestamps', '129 个连接因时间戳被拒绝'), ref('e6', '41')], ['+', t('some machines of the office fail, others work', '同网络的机器有的正常有的失败'), ref('e2', '8–19')], ['+', t('it works at times', '时好时坏'), ref('e1'), 'reported']],
    con: [['−', t('the TCP trace ends one hop before the target, once in four runs', 'TCP 追踪四次中有一次止于目标前一跳'), ref('e5', '22')]],
  },
  {
    share: 3, side: 'local-network', id: 'nat-table-full', name: t('The gateway’s NAT table is full', '网关 NAT 表已满'),
    pro: [['+', t('fails at busy hours', '繁忙时段失败'), ref('e1'), 'reported']],
    con: [['−−', t('the request arrives at the server and stays unanswered', '请求到达服务器但没有应答'), ref('e6', '41')], ['−', t('other destinations are fine from the same gateway', '同一网关访问其他目标正常'), ref('e2', '31')]],
  },
  {
    share: 1, side: 'far-network', id: 'pmtu-black-hole-near-server', name: t('Large packets from the server are lost: path MTU black hole', '服务器发出的大报文丢失：路径 MTU 黑洞'),
    pro: [], con: [['−−', t('changing the MTU altered nothing', '调整 MTU 后没有变化'), ref('e1', '27')], ['−', t('1472-byte pings with DF are answered', '1472 字节、禁止分片的 ping 有应答'), ref('e4', '6')]],
  },
];

export const turns = ({ t }) => [
  {
    id: 't6', who: 'Marta Engel', mail: 'marta@support.example', ours: true, to: 'Yan Ops <ops@hosting.example>', cc: t('Zhou Lin, Zhao Net', '周琳、赵工'), utc: '2026-09-04T02:41:00Z', zone: t('written 10:41 +08:00', '原文 10:41 +08:00'), stated: true,
    body: t('Hello Yan,\n\nthank you for both outputs. Line 41 says why some machines of one office stay out while others get in, and tcp_tw_recycle is 1. Could you please set it to 0, on the running system and in /etc/sysctl.conf, and tell us the time you did it?\n\nLeave the timestamps on.\n\nMarta', '严工您好：\n\n感谢提供两份输出。第 41 行说明了同一办公室为何有的机器连不上、有的正常，且 tcp_tw_recycle 为 1。烦请将其改为 0（运行中的系统和 /etc/sysctl.conf 都要改），并告知修改时间。\n\n时间戳请保持开启。\n\nMarta'),
  },
  {
    id: 't5', who: t('Yan, hosting', '严工（托管商）'), mail: 'ops@hosting.example', to: 'Marta Engel', cc: t('Zhou Lin', '周琳'), utc: '2026-09-04T01:58:00Z', zone: t('written 09:58 +08:00', '原文 09:58 +08:00'), stated: true, files: [['e6', 'netstat-s.txt', '4.1 kB'], ['e7', 'sysctl.txt', '1.2 kB']],
    body: t('Hello Marta, both outputs as asked, taken at 09:50 while the office was failing.', '您好，按要求附上两份输出，均为 09:50 办公室出现故障时采集。'),
    quoted: [
      { who: 'Marta Engel', to: 'ops@hosting.example', utc: '2026-09-03T09:12:00Z', zone: t('written 17:12, zone assumed +08:00', '原文 17:12，时区推定 +08:00'), body: t('Could you please send “netstat -s” and “sysctl -a | grep tcp_tw” of the package server, taken while the office fails?', '烦请在办公室出现故障时，采集软件包服务器的 “netstat -s” 和 “sysctl -a | grep tcp_tw” 并发给我们。') },
      { deep: true, who: t('Zhou Lin', '周琳'), to: 'support@support.example', utc: '2026-09-03T06:22:00Z', zone: t('written 14:22, zone assumed +08:00', '原文 14:22，时区推定 +08:00'), body: t('Pages of https://packages.example.com/ open or hang, with no pattern we can see.', 'https://packages.example.com/ 有时能打开，有时一直转圈，看不出规律。') },
    ],
  },
  {
    id: 't4', who: t('Zhao, office network', '赵工（办公网）'), mail: 'net@example.com', to: t('Marta Engel, Zhou Lin', 'Marta Engel、周琳'), cc: '', utc: '2026-09-03T10:05:00Z', zone: t('written 18:05, zone assumed +08:00', '原文 18:05，时区推定 +08:00'), files: [['e4', 'ping.txt', '0.9 kB']],
    body: t('Ping is fine, so the network is fine. Your packets are larger than 1500, our router drops them. It is the MTU, set it to 1460.', 'ping 是通的，网络没问题。你们发过来的包大于 1500，我们路由就丢了，是 MTU 的问题，改成 1460。'),
    pre: '# ping -M do -s 1472 -c 4 203.0.113.40\n4 packets transmitted, 4 received, 0% packet loss, time 3004ms\nrtt min/avg/max/mdev = 31.8/32.4/33.1/0.4 ms',
  },
  {
    id: 't1', who: t('Zhou Lin', '周琳'), mail: 'zhou@example.com', to: 'support@support.example', cc: t('Zhao Net', '赵工'), utc: '2026-09-03T06:22:00Z', zone: t('written 14:22, zone assumed +08:00', '原文 14:22，时区推定 +08:00'), files: [['e1', t('original mail', '原始邮件'), '6.8 kB'], ['e2', 'curl-20.txt', '11 kB']],
    body: t('Since Tuesday the package server opens at times and hangs at times from the office. From a phone over 4G it always works. Builds fail because of it.', '从周二开始，在办公室访问软件包服务器时好时坏。手机用 4G 一直正常。构建因此失败。'),
  },
];
