using Demarc.Model;

namespace Demarc.Reporting.Wording;

/// <summary>What a finding at a connection means, in one clause. It says what the packets show and accuses nobody.</summary>
internal static class FindingTexts
{
    private static readonly Dictionary<string, Bilingual> Clauses = new(StringComparer.Ordinal)
    {
        ["syn-unanswered"] = new("the SYN was never answered: dropped on the way there, at the server, or its answer on the way back", "SYN 始终无应答：可能丢在去程、被服务器丢弃，或应答丢在回程"),
        ["syn-retransmitted"] = new("the SYN had to be sent again", "SYN 重发过"),
        ["syn-ack-retransmitted"] = new("the SYN-ACK had to be sent again: the client's third packet did not arrive, or the SYN-ACK did not", "SYN-ACK 重发过：它或客户端的第三个包未到达"),
        ["syn-reset"] = new("the SYN was refused with a reset: nothing listens there, or something on the way refuses", "SYN 被 RST 拒绝：端口未监听，或途中设备拒绝"),
        ["refused-at-first"] = new("refused at first and accepted when asked again: the service was not ready yet, or not every server behind the address was", "先被拒绝，再次请求即被接受：服务尚未就绪，或该地址后的某台服务器未就绪"),
        ["one-direction-only"] = new("only one direction was captured: what is missing says nothing", "只抓到一个方向：缺少的报文不说明问题"),
        ["segment-larger-than-mtu"] = new("segments larger than the MTU: offload on the capturing machine, harmless", "报文段大于 MTU：抓包机网卡卸载所致，无害"),
        ["retransmissions"] = new("segments were sent again", "有报文段重传"),
        ["spurious-retransmissions"] = new("segments were sent again although they had arrived", "有报文段在已到达的情况下被重传"),
        ["full-size-unacknowledged"] = new("segments of full size are never acknowledged while smaller ones were: packets above some size vanish on the way", "满长报文段始终未被确认而较小的被确认：超过某一大小的包在途中消失"),
        ["received-out-of-order"] = new("segments arrived out of order", "报文段乱序到达"),
        ["captured-out-of-order"] = new("out of order beside their own sender: the capture's doing, not the network's", "在发送端即已乱序：是抓包所致，与网络无关"),
        ["zero-window"] = new("a receiver closed its window: its application did not read", "接收方窗口为 0：其应用没有读取数据"),
        ["long-poll"] = new("the longest waits for answers are all about as long: requests that the server holds until there is something to tell (long polling), as a rule on purpose", "最长的几次等待几乎一样长：是服务器有意保持的请求（长轮询），有消息或到时才应答，通常是正常设计"),
        ["window-full"] = new("the sender filled the receiver's window and had to wait", "发送方填满接收窗口，只能等待"),
        ["packets-missing"] = new("octets never passed this place: lost before it, or missed by the capture", "部分字节从未经过此处：丢在到达之前，或抓包漏抓"),
        ["captured-twice"] = new("packets were captured more than once; the copies are no retransmissions", "报文被重复抓取；副本不是重传"),
        ["congestion-marked"] = new("routers marked packets for congestion (ECN)", "路由器以 ECN 标记了拥塞"),
        ["reset-after-close"] = new("a reset after all was said: harmless", "数据传完之后的 RST：无害"),
        ["reset-after-data"] = new("a reset cut the connection off after data had passed; who made it is not known from this alone", "传过数据之后连接被 RST 中断；仅凭这一点不能断定是谁发的"),
        ["reset-ttl-differs"] = new("the reset came with another TTL than that end's other packets: somebody on the way may have sent it", "RST 的 TTL 与该端其他报文不同：可能由途中设备发出"),
        ["reset-before-answer"] = new("a reset in the server's name came before the server's own SYN-ACK: somebody on the way sent it", "以服务器名义发出的 RST 早于服务器自己的 SYN-ACK：由途中设备发出"),
        ["need-to-frag"] = new("a router said packets are too large (path MTU discovery at work)", "路由器告知包过大（路径 MTU 发现在起作用）"),
        ["admin-prohibited"] = new("a device on the way said: administratively prohibited", "途中设备告知：被策略禁止"),
        ["host-unreachable"] = new("a router said: host unreachable", "路由器告知：主机不可达"),
        ["net-unreachable"] = new("a router said: network unreachable", "路由器告知：网络不可达"),
        ["unacknowledged"] = new("what the client said last was sent again and never acknowledged: it did not arrive, or what would say so did not come back", "客户端最后发出的数据经重发仍始终未被确认：数据没有到达，或确认没有返回"),
        ["acknowledged-unanswered"] = new("the request was acknowledged and nothing came back: it arrived; whether the application kept silent or its answer was lost, a capture at the server tells", "请求已被确认但没有任何应答到达：请求到了；是应用没有回复，还是应答丢在回程，需在服务器侧抓包判断"),
        ["fell-silent"] = new("the other end fell silent: what was sent again was not answered by anything", "对端从某时起沉默：重发的数据没有得到任何回应"),
        ["silent-after-idle"] = new("nothing came back after the connection had been silent for long: something on the way may have forgotten it (a NAT or firewall timeout)", "连接长时间空闲后再发送即无任何回应：途中设备可能已清除该连接（NAT 或防火墙超时）"),
        ["reset-after-idle"] = new("a reset answered the first words after a long silence: that end, or something on the way, had given the connection up", "长时间空闲后的第一个报文被 RST：对端或途中设备已放弃该连接"),
        ["syn-ignored-by-timestamp"] = new("the SYN was ignored while SYNs of the same host with later timestamps were answered: the server's host drops old timestamps (PAWS, tcp_tw_recycle), as happens to several machines behind one NAT", "同一地址中时间戳较新的 SYN 得到应答，而此 SYN 被忽略：服务器主机丢弃较旧的时间戳（PAWS、tcp_tw_recycle），多台机器共用一个 NAT 地址时即如此"),
        ["tls-alert"] = new("a fatal TLS alert", "TLS 致命告警"),
        ["tls-warning"] = new("a TLS warning", "TLS 警告"),
        ["tls-to-plain"] = new("the client spoke TLS to a server that does not", "客户端使用 TLS，而服务器该端口不是 TLS"),
        ["other-protocol"] = new("the server speaks another protocol than the client", "服务器与客户端使用的协议不同"),
        ["http-server-error"] = new("HTTP errors of the server (5xx)", "HTTP 服务器错误（5xx）"),
        ["proxy-error"] = new("a proxy answered with an error: of itself, of its rules, or of what lies behind it; the server asked for was not seen", "代理返回了错误：可能出自代理自身、其规则或其后方；所请求的服务器并未出现"),
        ["http-client-error"] = new("HTTP answers 4xx", "HTTP 应答 4xx"),
        ["sender-limited"] = new("the transfer was held back by its sender, which had nothing ready", "传输受限于发送方：它没有准备好数据"),
        ["receiver-limited"] = new("the transfer was held back by room at its receiver: a small buffer, or an application that reads slowly", "传输受限于接收方的缓冲：缓冲太小，或应用读取慢"),
        ["network-limited"] = new("the transfer was held back by the way: its length, its capacity or its losses", "传输受限于路径：时延、带宽或丢包"),
        ["waited-for-server-app"] = new("most of the time went into waiting for the server's application", "大部分时间在等服务器应用"),
        ["waited-for-client-app"] = new("most of the time the client's application had nothing to say", "大部分时间是客户端应用自己没有发送"),
        ["waited-for-network"] = new("most of the time went into the way there and back", "大部分时间花在网络往返上"),
    };

    /// <summary>The clause; the id where there is none.</summary>
    public static string Of(string id, Language language) => Clauses.TryGetValue(id, out var clause) ? clause.In(language) : id;

    /// <summary>Every clause.</summary>
    public static IEnumerable<(string Name, Bilingual Text)> All() => Clauses.Select(row => (row.Key, row.Value));
}
