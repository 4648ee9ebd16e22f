using Demarc.Uploads.Tests.Serving;

namespace Demarc.Uploads.Tests;

/// <summary>Runs the tests; or, with <c>serve FOLDER</c>, a server of uploads until it is killed.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is ["serve", var folder]) return await ServerProgram.RunAsync(folder).ConfigureAwait(false);
        if (args.Any(argument => argument is "-automated" or "@@")) return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).ConfigureAwait(false);
        return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).ConfigureAwait(false);
    }
}
