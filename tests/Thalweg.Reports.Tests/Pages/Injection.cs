using System.Text.Json;
using System.Text.RegularExpressions;

namespace Thalweg.Reports.Tests.Pages;

/// <summary>A script that runs in a page once its figures are drawn, and what it found.</summary>
internal static partial class Injection
{
    /// <param name="body">Statements of an asynchronous function that returns what is to be looked at.</param>
    public static async Task<JsonElement> Run(
        string path,
        string body,
        int width = 1400,
        bool dark = false,
        string library = ""
    )
    {
        var html = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        // The page lets no other script run.
        html = Policy().Replace(html, "");
        var run =
            "const drawn = async () => { while (!document.documentElement.dataset.drawn) await new Promise(r => setTimeout(r, 50)); };"
            + $"addEventListener('load', async () => {{ await drawn(); let found; try {{ found = await (async () => {{ {body} }})(); }} catch (e) {{ found = 'failed: ' + e; }}"
            + " const out = document.createElement('script'); out.type = 'text/found'; out.textContent = JSON.stringify(found).replace(/</g, '\\\\u003c'); document.body.append(out); });";
        var end = html.LastIndexOf("</body>", StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            path,
            $"{html[..end]}<script>{library}</script><script>{run}</script>{html[end..]}",
            TestContext.Current.CancellationToken
        );

        var (page, log) = await Chromium.Load(path, width, dark);

        var found = Found().Match(page);
        Assert.True(found.Success, $"the script did not come to its end: {log}");
        return JsonDocument.Parse(found.Groups[1].Value).RootElement;
    }

    [GeneratedRegex("<meta http-equiv=\"Content-Security-Policy\"[^>]*>")]
    private static partial Regex Policy();

    [GeneratedRegex("<script type=\"text/found\">(.*?)</script>")]
    private static partial Regex Found();
}
