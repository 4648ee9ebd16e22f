using System.Text;
using Demarc.Diagnosing;
using Demarc.Model;
using Demarc.Testing.Captures;

namespace Demarc.Acceptance.Tests.Evidence;

/// <summary>The cabinet of <c>netsh trace</c>: what one of its files tells and another names is one piece of evidence.</summary>
public sealed class CabinetOfTraceTests
{
    [Fact]
    public void A_drop_bears_the_name_its_filter_has_in_another_file()
    {
        var cabinet = Cab.Write(
            ("netevents.xml", Encoding.UTF8.GetBytes(WfpXml.Events(WfpXml.Event("192.0.2.10", 49_812, "198.51.100.7", 443, 66_241)))),
            ("wfpstate.xml", Encoding.UTF8.GetBytes(WfpXml.State((7, "Unconcerned", "FWP_ACTION_BLOCK"), (66_241, "Block shop", "FWP_ACTION_BLOCK")))));
        var (read, _) = CaseReading.Read(["-"], [], new MemoryStream(cabinet), CancellationToken.None);
        var drop = read.Observations.OfType<FirewallRule>().ShouldHaveSingleItem();
        drop.Match.ShouldBe(@"tcp 192.0.2.10:49812 > 198.51.100.7:443, \device\harddiskvolume3\apps\shop & co.exe, filter ""Block shop""");
        drop.Evidence.Source.ShouldEndWith("!netevents.xml");
        drop.Evidence.Also.ShouldHaveSingleItem().Source.ShouldEndWith("!wfpstate.xml");
    }
}
