using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Thalweg.Architecture.Tests;

/// <summary>The automatic checks let no test be skipped but for a reason that is written down.</summary>
public sealed partial class SkipTests
{
    private const string OnRequest = "skipped A.Table.Row\n  Not run (due to explicit test filtering)\n  from a.dll\n";
    private const string Browser = "skipped B.Page (3ms)\n  no Chromium on the PATH\n  from b.dll\n";
    private const string Absent = "skipped C.Reference(name: \"x\")\n  the reference is not there\n  from c.dll\n";

    [Theory]
    [InlineData(OnRequest + Browser, 2, "")]
    [InlineData("", 0, "")]
    [InlineData(OnRequest + Absent, 2, "skipped: C.Reference(name:: the reference is not there")]
    // A reason must be listed whole.
    [InlineData(
        "skipped B.Page\n  no Chromium on the PATH today\n",
        1,
        "skipped: B.Page: no Chromium on the PATH today"
    )]
    // Where the form of the log has changed, nothing is known.
    [InlineData(OnRequest, 2, "the log counts 2 skipped tests and names 1")]
    public void A_skip_for_another_reason_fails(string skips, int count, string complaint)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        var log = Path.GetTempFileName();
        File.WriteAllText(log, $"{skips}\nTest run summary: Passed!\n  total: 9\n  failed: 0\n  skipped: {count}\n");

        using var check = Process.Start(
            new ProcessStartInfo(Path.Combine(Checkout.Root, ".ci", "unexpected-skips"), [log])
            {
                RedirectStandardOutput = true,
            }
        )!;
        var output = check.StandardOutput.ReadToEnd();
        check.WaitForExit();
        File.Delete(log);

        Assert.Equal((complaint, complaint.Length > 0), (output.TrimEnd(), check.ExitCode != 0));
    }

    /// <summary>A clone has what its tests need: a reason to leave one out is a program or a system, no folder beside the clone.</summary>
    [Fact]
    public void No_reason_names_a_place_outside_the_checkout()
    {
        var tests = Path.Combine(Checkout.Root, "tests");
        var reasons = Directory
            .EnumerateFiles(tests, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Reason().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value)
            .Concat(File.ReadAllLines(Path.Combine(Checkout.Root, ".ci", "expected-skips")))
            .ToList();
        Assert.True(reasons.Count > 20, $"{reasons.Count} reasons");
        Assert.All(reasons, reason => Assert.DoesNotMatch(Outside(), reason));
    }

    [GeneratedRegex("Assert\\.Skip\\w*\\([^;]*?\"([^\"]*)\"\\s*\\);")]
    private static partial Regex Reason();

    [GeneratedRegex("\\.\\./|shared|beside|/home|/work|/tmp|/mnt")]
    private static partial Regex Outside();
}
