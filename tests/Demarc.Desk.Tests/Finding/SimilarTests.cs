using Demarc.Desk.Cases;
using Demarc.Desk.Tests.Store;

namespace Demarc.Desk.Tests.Finding;

/// <summary>Cases that look alike, and why.</summary>
public sealed class SimilarTests
{
    [Fact]
    public void The_same_service_failing_for_two_customers_is_told_by_its_name()
    {
        using var open = new OpenDesk();
        var one = Failing(open, "shop.example.net", "li@example.net");
        Failing(open, "shop.example.net", "wang@example.com.cn");
        Targets(open, one).ShouldContain(value => value.Contains("shop.example.net", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_only_one_site_ever_uses_makes_no_likeness()
    {
        using var open = new OpenDesk();
        var one = Failing(open, "portal.li.example", "li@li.example");
        foreach (var other in new[] { "a@li.example", "b@li.example", "c@li.example" }) Failing(open, "portal.li.example", other);
        Targets(open, one).ShouldBeEmpty();
    }

    private static string[] Targets(OpenDesk open, CaseRecord it) => [.. open.Desk.Finder.Similar(it.Id).SelectMany(other => other.Shared).Where(shared => shared.Kind == "target").Select(shared => shared.Value)];

    private static CaseRecord Failing(OpenDesk open, string host, string customer)
    {
        var it = open.Case(host, customer);
        open.Add(it.Id, "curl.txt", $"$ curl -v --max-time 20 https://{host}/\n*   Trying 203.0.113.10:443...\n* connect to 203.0.113.10 port 443 failed: Connection timed out\n* Failed to connect to {host} port 443 after 20000 ms: Connection timed out\ncurl: (28) Failed to connect to {host} port 443 after 20000 ms: Connection timed out\n");
        return it;
    }
}
