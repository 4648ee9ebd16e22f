using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Demarc.Uploads.Tests.Serving;

/// <summary>
/// A server in a process of its own: says its address on the first line of its output, then a line for each upload the app is told
/// of. It takes finished files to <c>FOLDER/taken</c>, where the name is the upload's id.
/// </summary>
internal static class ServerProgram
{
    public static async Task<int> RunAsync(string folder)
    {
        var taken = Directory.CreateDirectory(Path.Combine(folder, "taken")).FullName;
        UploadStore? store = null;
        var gate = new OpenGate
        {
            OnCompleted = async receipt =>
            {
                await store!.TakeAsync(receipt.Id, Path.Combine(taken, receipt.Id));
                await Console.Out.WriteLineAsync($"completed {receipt.Id} {receipt.Octets} {receipt.Sha256}");
            },
        };
        await using var app = UploadApp.Build(new() { Folder = Path.Combine(folder, "uploads"), KeepFree = 0 }, gate, TimeProvider.System);
        store = (UploadStore)app.Services.GetService(typeof(UploadStore))!;
        await app.StartAsync();
        await Console.Out.WriteLineAsync($"listening {app.Urls.First()}");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
