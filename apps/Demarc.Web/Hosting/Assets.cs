using System.Security.Cryptography;

namespace Demarc.Web.Hosting;

/// <summary>The script and the style sheet, read once; their addresses bear their hash, so that browsers keep them as long as they hold.</summary>
public sealed class Assets
{
    private readonly Dictionary<string, (byte[] Bytes, string Type, string Hash)> _files = new(StringComparer.Ordinal);

    public Assets(string folder)
    {
        foreach (var (name, type) in new[] { ("app.js", "text/javascript; charset=utf-8"), ("app.css", "text/css; charset=utf-8") })
        {
            var path = Path.Combine(folder, name);
            var bytes = File.Exists(path) ? File.ReadAllBytes(path) : throw new FileNotFoundException($"{path} is missing: build apps/Demarc.Web with npm at hand", path);
            _files[name] = (bytes, type, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)));
        }
    }

    /// <summary>The address of a file.</summary>
    public string Link(string name) => $"/assets/{_files[name].Hash}/{name}";

    public void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/assets/{hash}/{name}", (string hash, string name) => _files.TryGetValue(name, out var file) && file.Hash == hash ? Results.Bytes(file.Bytes, file.Type) : Results.NotFound());
}
