using System.Diagnostics;

namespace Thalweg.Reports.Tests.Pages;

/// <summary>Headless Chromium over file://; a test that needs it is skipped where there is none.</summary>
internal static class Chromium
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome"];

    /// <summary>The page after its scripts have run, and what they said.</summary>
    public static Task<(string Page, string Log)> Load(string path, int width = 1400, bool dark = false) =>
        Run(
            path,
            $"--window-size={width},4000",
            $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}",
            "--dump-dom"
        );

    /// <summary>Prints the page.</summary>
    public static async Task<byte[]> Print(string path)
    {
        using var folder = new TemporaryFolder();
        var pdf = Path.Combine(folder.Path, "page.pdf");
        await Run(path, $"--print-to-pdf={pdf}", "--no-pdf-header-footer");
        return await File.ReadAllBytesAsync(pdf, TestContext.Current.CancellationToken);
    }

    private static async Task<(string Output, string Log)> Run(string path, params string[] wanted)
    {
        var browser = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':')
            .SelectMany(p => Names.Select(n => Path.Combine(p, n)))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(browser is null, "no Chromium on the PATH");
        using var profile = new TemporaryFolder();
        var start = new ProcessStartInfo(browser!) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] always =
        [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            $"--user-data-dir={profile.Path}",
            "--virtual-time-budget=20000",
            "--enable-logging=stderr",
        ];
        foreach (var argument in always.Concat(wanted).Append(new Uri(path).AbsoluteUri))
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var log = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (await output, await log);
    }
}
