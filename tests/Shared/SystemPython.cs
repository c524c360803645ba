using System.ComponentModel;
using System.Diagnostics;

namespace Thalweg.Tests.Shared;

/// <summary>The Python of the system, where Debian's packages are.</summary>
internal static class SystemPython
{
    public const string Program = "/usr/bin/python3";

    /// <summary>Skips the test where a module is not installed.</summary>
    public static void Require(string module) =>
        Assert.SkipUnless(
            Run(Environment.CurrentDirectory, $"import {module}").Code == 0,
            $"{Program} has no {module}; Debian has it as python3-{module} (apt-get install python3-{module})"
        );

    /// <summary>Runs a program in a folder, with modules of other folders.</summary>
    public static (int Code, string Output, string Error) Run(
        string folder,
        string program,
        params IEnumerable<string> modules
    )
    {
        var start = new ProcessStartInfo(Program, ["-c", program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        var known = Environment.GetEnvironmentVariable("PYTHONPATH");
        start.Environment["PYTHONPATH"] = string.Join(':', modules.Append(known).OfType<string>());
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.GetAwaiter().GetResult());
        }
        catch (Win32Exception missing)
        {
            return (-1, "", missing.Message);
        }
    }
}
