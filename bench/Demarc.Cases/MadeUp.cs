using System.Globalization;
using System.Text.Json;
using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.Store;
using Demarc.Model;

namespace Demarc.Cases;

/// <summary>Cases made up of the words such cases are made of: few words very often, many rarely.</summary>
internal static class MadeUp
{
    private const int Batch = 1000;
    private const int TurnsACase = 3;

    private static readonly Actor Somebody = new("u1", "Engineer A");

    private static readonly string[] Words =
    [
        "网络", "页面", "打不开", "超时", "连接", "客户端", "服务器", "防火墙", "抓包", "丢包", "握手失败", "TLS握手", "证书过期", "重传", "RST", "路由", "政务网", "带宽限制", "白名单", "域名解析", "代理", "端口", "延迟", "抖动", "间歇性", "补丁", "更新", "下载", "卡顿", "第三方软件",
        "traceroute", "timeout", "connection reset", "MTU", "MSS", "DNS", "gateway", "handshake", "certificate", "packet loss", "retransmission", "192.0.2.1", "198.51.100.7", "203.0.113.9",
    ];

    /// <summary>What people look for: a frequent word of two characters, rarer and mixed ones, numbers.</summary>
    public static IReadOnlyList<string> Queries { get; } = ["丢包", "握手", "网络 超时", "TLS握手", "RST", "防火墙 白名单 MTU", "CAS-01234-A1B2C3", "DM-2026-050000", "192.0.2.1", "罕见", "火"];

    public static void Fill(CaseDesk desk, int cases)
    {
        var random = new Random(1);
        var document = JsonSerializer.Serialize(desk.Verdicts.Engine.Conclude([], [], null, default).Document, ModelJson.Readable.VerdictDocument);
        for (var from = 0; from < cases; from += Batch)
        {
            desk.Store.Write(Somebody, writing =>
            {
                for (var number = from + 1; number <= Math.Min(cases, from + Batch); number++) Add(desk, writing, number, random, document);
            });
        }
    }

    private static void Add(CaseDesk desk, DeskWriting writing, int number, Random random, string document)
    {
        var (id, name, title) = (desk.Store.NewId(), string.Create(CultureInfo.InvariantCulture, $"DM-2026-{number:000000}"), Text(random, 8));
        var open = random.Next(20) == 0;
        var at = writing.Now.AddMinutes(-number);
        writing.Add(
            "desk_case", ("id", id), ("number", name), ("title", title), ("status", open ? CaseStatus.Open : CaseStatus.Closed), ("waiting_for", !open ? WaitingFor.Nobody : random.Next(3) switch { 0 => WaitingFor.Us, 1 => WaitingFor.Customer, _ => WaitingFor.ThirdParty }),
            ("severity", "abcd"[random.Next(4)].ToString()), ("language", "zh"), ("country", "cn"), ("opened", at), ("closed", open ? null : at.AddDays(3)), ("assignee", $"u{random.Next(20)}"), ("retention", "default"), ("legal_hold", 0), ("version", 1));
        writing.Index(id, $"number:{id}", name);
        writing.Index(id, $"title:{id}", title);
        writing.Add("party", ("id", desk.Store.NewId()), ("case_id", id), ("name", "李女士"), ("address", $"c{number}@example.net"), ("role", PartyRole.Customer), ("added", at));
        if (number % 50 == 0) writing.Add("foreign_number", ("case_id", id), ("number", string.Create(CultureInfo.InvariantCulture, $"CAS-{number:00000}-A1B2C3")));
        for (var turn = 0; turn < TurnsACase; turn++)
        {
            var (turnId, body) = (desk.Store.NewId(), Text(random, 60) + (number % 20_000 == 7 ? " 罕见" : "") + (number == 1234 ? " CAS-01234-A1B2C3" : ""));
            writing.Add(
                "turn", ("id", turnId), ("case_id", id), ("channel", "mail"), ("direction", turn == 0 ? "in" : "out"), ("author", "李女士"), ("subject", title), ("body", body), ("at", at.AddHours(turn)), ("at_zone", "stated"), ("found", at), ("position", 0),
                ("body_hash", turnId), ("times_quoted", 0));
            writing.Index(id, $"turn:{turnId}", $"{title}\n李女士\n{body}");
        }

        writing.Add("verdict", ("id", desk.Store.NewId()), ("case_id", id), ("at", at), ("side", "transit"), ("cause", "x"), ("confidence", 0.7), ("standing", "likely"), ("document", document));
        for (var sign = 0; sign < 4; sign++) writing.Do("INSERT INTO observable (case_id, kind, value) VALUES (@1, 'sign', @2) ON CONFLICT DO NOTHING", id, $"test-{random.Next(60)}=bad");
    }

    /// <summary>The words at the front of the list come most often.</summary>
    private static string Text(Random random, int words) => string.Join(random.Next(2) == 0 ? "，" : " ", Enumerable.Range(0, words).Select(_ => Words[(int)(Words.Length * random.NextDouble() * random.NextDouble())]));
}
