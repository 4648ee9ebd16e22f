using Demarc.Desk;
using Demarc.Desk.Cases;
using Demarc.Desk.People;

namespace Demarc.Web.Hosting;

/// <summary>Which cases somebody may see.</summary>
internal static class SeenCases
{
    public static Func<CaseRecord, bool> Of(CaseDesk desk, Person person) => it => desk.People.MaySee(person, it);
}
