namespace Demarc.Reasoning.Tests;

public sealed class HouseTests
{
    [Fact]
    public void The_checkout_is_found() => Demarc.Testing.Repository.Root.ShouldNotBeNullOrEmpty();
}
