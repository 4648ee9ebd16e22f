using System.IO.Compression;
using System.Text.Json;
using Demarc.Desk.Summaries;
using Demarc.Model;

namespace Demarc.Desk.Tests.Summaries;

public sealed class EscalationPackTests
{
    [Fact]
    public void The_pack_holds_the_same_facts_as_text_in_both_languages_and_as_JSON()
    {
        using var stream = new MemoryStream();
        EscalationPack.Write(Records.Escalation, stream, Language.English, Language.Chinese);
        using var zip = new ZipArchive(stream);
        zip.Entries.Select(entry => entry.FullName).ShouldBe(["escalation.en.md", "escalation.zh.md", "escalation.json"]);
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            Golden.Check("summaries/" + entry.FullName, reader.ReadToEnd());
        }
    }

    [Fact]
    public void The_JSON_names_five_tuples_window_and_hashes()
    {
        using var json = JsonDocument.Parse(EscalationPack.Json(Records.Escalation));
        var root = json.RootElement;
        root.GetProperty("schema").GetString().ShouldBe("demarc.escalation/1");
        root.GetProperty("from").GetString().ShouldBe("2026-11-20T01:00:00Z");
        root.GetProperty("flows")[0].GetProperty("sourcePort").ValueKind.ShouldBe(JsonValueKind.Null);
        root.GetProperty("flows")[1].GetProperty("destinationPort").GetInt32().ShouldBe(443);
        root.GetProperty("traces")[0].GetProperty("direction").GetString().ShouldBe("forward");
        root.GetProperty("files")[0].GetProperty("sha256").GetString()!.Length.ShouldBe(64);
        root.GetProperty("verdict").GetProperty("side").GetString().ShouldBe("access-network");
    }

    [Fact]
    public void A_direction_nobody_traced_is_said_to_be_untraced()
    {
        var text = SummaryMarkdown.Write(EscalationPack.Draft(Records.Escalation, Language.English));
        text.ShouldContain("## Path from the server to the client\n\nThis direction has not been traced.");
    }

    [Fact]
    public void The_same_escalation_gives_the_same_octets()
    {
        byte[] Pack()
        {
            using var stream = new MemoryStream();
            EscalationPack.Write(Records.Escalation, stream, Language.English);
            return stream.ToArray();
        }

        Pack().ShouldBe(Pack());
    }
}
