using System.Text;
using Demarc.Testing;

namespace Demarc.Transcripts.Tests.Statements;

/// <summary>
/// The seed cases: what a careful reader would propose (all of it has to be found), what she would accept as well,
/// and nothing else. Written by reading the threads; their words stay out: <c>*</c> stands for a name as written there.
/// </summary>
public sealed class SeedStatementTests
{
    [Fact]
    public void Case_a() => Check("case-a-mail-site-unreachable.txt",
        must:
        [
            "report 145 at=affected-systems target=* works=never symptom=unreachable by=customer superseded=123 also=13",
            "report 145 at=other-systems target=* works=always by=customer superseded=123 also=13",
            "claim 145 operating-system by=customer superseded=123 also=13",
            "report 120 note=reply-ttl=45 by=* also=54",
            "claim 120 path-too-long by=* also=54",
            "report 120 target=* works=sometimes symptom=intermittent by=* also=54",
            "change 121 effect=none by=* also=55",
            "report 123 at=other-systems target=* works=sometimes symptom=intermittent by=* also=57",
            "report 123 at=affected-systems target=* works=sometimes symptom=intermittent by=* also=57",
            "claim 123 operating-system denied by=* also=57",
            "claim 83 network by=*",
            "claim 65 network by=customer",
        ],
        may: ["report 83 target=* works=sometimes symptom=intermittent by=*"]);

    [Fact]
    public void Case_b() => Check("case-b-messenger-hangs.txt",
        must:
        [
            "report 287 target=* symptom=hangs by=customer also=13,51",
            "trial 17 system=*; other software=absent -> no",
            "trial 17 system=*; other software=absent -> no",
            "claim 57 operating-system denied by=* also=17,71",
            "trial 61 *=signed-in; office-document=open -> yes also=19",
            "trial 67 *=signed-in -> yes also=19",
            "claim 23 client by=*",
            "trial 57 system=*; other software=absent -> no",
            "trial 57 system=*; other software=absent -> no",
            "trial 63 *=signed-in; office-document=closed -> no",
            "trial 65 system=*; other software=present -> yes",
            "trial 65 system=*; other software=present -> yes",
        ],
        may: ["report 287 target=* symptom=slow by=customer"]);

    [Fact]
    public void Case_c() => Check("case-c-updates-not-fetched.txt",
        must:
        [
            "report 10 target=* works=never symptom=unreachable by=* also=90",
            "report 10 target=* works=never symptom=hangs note=endpoints-differ by=* also=90",
            "report 23 target=* works=never symptom=unreachable note=ping by=*",
            "report 32 target=* note=addresses-change by=* also=92",
        ],
        may: []);

    [Fact]
    public void Case_d() => Check("case-d-intermittent-https.md",
        must:
        [
            "change 15",
            "change 16 also=58",
            "change 17 concerns=certificate",
            "change 18 concerns=tw-recycle",
            "report 26 at=outside works=always",
            "report 26 at=office works=sometimes",
            "change 42 concerns=firewall by=*",
            "change 43 effect=none by=*",
            "report 45 at=outside works=always by=*",
            "report 45 at=office works=sometimes by=*",
            "claim 48 mtu by=* also=67,68",
            "change 48-49 concerns=mtu effect=none by=*",
            "change 48-49 concerns=mtu effect=none by=*",
            "change 48-49 concerns=mtu effect=none by=*",
            "report 52 at=office target=* works=sometimes symptom=intermittent by=*",
            "claim 54 path-too-long by=*",
            "report 55 works=sometimes symptom=intermittent share=90% lost by=*",
            "report 56 at=mobile works=always by=*",
            "report 57 at=home works=always by=*",
            "report 59 target=* works=sometimes symptom=intermittent by=*",
            "report 59 target=* works=sometimes symptom=error note=partial-load by=*",
            "claim 62 certificate by=*",
            "change 62 concerns=certificate effect=none by=*",
            "claim 63 cpu by=*",
            "report 63 at=* target=* works=always by=*",
            "report 63 at=* target=* works=always by=*",
            "report 63 at=* target=* works=always by=*",
            "report 309 at=server-itself target=* works=always share=100%",
            "report 376 at=* works=always share=100%",
            "report 431 at=* works=always share=100%",
            "report 493 at=home works=always share=100%",
        ],
        may:
        [
            "claim 28 network", "claim 28 server", "claim 41 wifi by=*", "claim 48 mtu denied", "claim 66 server by=*",
            "report 217 target=* works=always", "report 232 target=* works=always",
        ]);

    private static void Check(string file, string[] must, string[] may)
    {
        var found = Described.Read(System.IO.File.ReadAllText(Repository.Shared("seeds", file), Encoding.UTF8), lines: true, words: false);
        var missed = Less(must, found).ToList();
        var wrong = Less(Less(found, must), may).ToList();
        (string.Join("\nMISSED ", [$"hits {must.Length - missed.Count} of {must.Length}", .. missed]) + string.Join("\nWRONG ", ["", .. wrong])).ShouldBe($"hits {must.Length} of {must.Length}");
    }

    /// <summary>What is left of one list when each item of the other takes away one like it.</summary>
    private static List<string> Less(IEnumerable<string> from, IEnumerable<string> taken)
    {
        var left = from.ToList();
        foreach (var item in taken) left.Remove(item);
        return left;
    }
}
