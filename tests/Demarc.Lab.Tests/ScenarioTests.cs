using Demarc.Lab;

namespace Demarc.Lab.Tests;

public sealed class ScenarioTests
{
    [Fact]
    public void A_scenario_is_named_by_its_file() => new Scenario("healthy").Id.ShouldBe("healthy");
}
