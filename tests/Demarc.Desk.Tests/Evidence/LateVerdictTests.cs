using System.Text;
using Demarc.Desk.Evidence;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Evidence;

/// <summary>A case whose newest evidence nobody concluded from is concluded later, once.</summary>
public sealed class LateVerdictTests : IDisposable
{
    private const string Refused = "$ curl -v http://shop.example.net/\n* connect to 203.0.113.10 port 80 failed: Connection refused\ncurl: (7) Failed to connect to shop.example.net port 80 after 5 ms: Connection refused\n";

    private readonly OpenDesk _open = new();

    public void Dispose() => _open.Dispose();

    [Fact]
    public void Evidence_that_was_kept_and_not_concluded_from_gets_its_verdict_in_the_next_round()
    {
        var it = _open.Case();
        var (sha256, length) = _open.Desk.Evidence.Shelf.Keep(new MemoryStream(Encoding.UTF8.GetBytes(Refused)));
        _open.Desk.Store.Write(OpenDesk.Somebody, writing => _open.Desk.Evidence.Add(writing, it.Id, sha256, "curl.txt", length, "page", null));
        _open.Desk.Verdicts.Latest(it.Id).ShouldBeNull();

        var late = new LateVerdicts(_open.Desk, _open.Clock);
        late.Round(TestContext.Current.CancellationToken).ShouldBe(0, "whoever took it in may still be at it");
        _open.Clock.Advance(TimeSpan.FromMinutes(11));
        late.Round(TestContext.Current.CancellationToken).ShouldBe(1);
        _open.Desk.Verdicts.Latest(it.Id).ShouldNotBeNull();
        late.Round(TestContext.Current.CancellationToken).ShouldBe(0, "it is done");
    }

    [Fact]
    public void What_was_concluded_from_at_once_is_left_alone()
    {
        var it = _open.Case();
        _open.Add(it.Id, "curl.txt", Refused);
        _open.Clock.Advance(TimeSpan.FromHours(1));
        new LateVerdicts(_open.Desk, _open.Clock).Round(TestContext.Current.CancellationToken).ShouldBe(0);
        _open.Desk.Verdicts.History(it.Id).Count.ShouldBe(1);
    }
}
