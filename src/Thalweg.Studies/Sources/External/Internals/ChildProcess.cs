using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Thalweg.Studies.Sources.External;

/// <summary>One running process of an external program, its pipes, and its end.</summary>
internal sealed class ChildProcess
{
    // An interrupt from the terminal reaches the process before it reaches this program's cancellation.
    private static readonly TimeSpan Interrupt = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    // Tells a program whether it is asked by this one, so that it need not touch its standard output otherwise.
    private const string Spoken = "THALWEG_PROTOCOL";

    private readonly string name;
    private readonly Process process;
    private readonly Stream input;
    private readonly StandardErrorTail errors;

    private ChildProcess(string name, Process process)
    {
        this.name = name;
        this.process = process;
        input = process.StandardInput.BaseStream;
        errors = new StandardErrorTail(process.StandardError);
        Output = new ReadAhead(process.StandardOutput.BaseStream);
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
    }

    public ReadAhead Output { get; }

    /// <exception cref="ExternalProcessException">The program does not exist or cannot be started.</exception>
    public static ChildProcess Start(ExternalCommand command)
    {
        var start = new ProcessStartInfo(ProgramPath.Find(command.Words[0], command.Folder))
        {
            WorkingDirectory = command.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            UseShellExecute = false,
        };
        foreach (var word in command.Words.Skip(1))
        {
            start.ArgumentList.Add(word);
        }
        start.Environment[Spoken] = ProgramDescription.Version.ToString(CultureInfo.InvariantCulture);
        try
        {
            return new ChildProcess($"{command}", Process.Start(start)!);
        }
        catch (Win32Exception exception)
        {
            throw new ExternalProcessException(
                ExternalFault.NotStarted,
                $"the program of 'process:{command}' cannot be started: {exception.Message}",
                inner: exception
            );
        }
    }

    /// <summary>Sends bytes. Whatever keeps the process from taking them shows when its answer is read.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            input.Write(bytes);
            input.Flush();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException) { }
    }

    /// <summary>What to throw where the output of the process has ended; says how the process did.</summary>
    /// <exception cref="OperationCanceledException">It ended because both were interrupted.</exception>
    public ExternalProcessException Ended(string awaited, CancellationToken cancellation)
    {
        if (cancellation.WaitHandle.WaitOne(Interrupt))
        {
            cancellation.ThrowIfCancellationRequested();
        }
        if (!process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            return Fault(
                ExternalFault.Ended,
                $"{this} closed its standard output before {awaited}, and was stopped; keep it open and answer until the input ends"
            );
        }
        var code = process.ExitCode;
        errors.Finish();
        return new ExternalProcessException(
            ExternalFault.Ended,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{this} ended with exit code {code}{Signal(code)} before {awaited}"
            ),
            errors.ToString()
        )
        {
            ExitCode = code,
        };
    }

    /// <summary>Stops the process and makes what to throw, with the end of its standard error.</summary>
    public ExternalProcessException Fault(ExternalFault fault, string message)
    {
        Kill();
        errors.Finish();
        return new ExternalProcessException(fault, message, errors.ToString());
    }

    /// <summary>A fault after which the process can be asked again.</summary>
    public ExternalProcessException Complaint(ExternalFault fault, string message)
    {
        errors.Settle();
        return new(fault, message, errors.ToString());
    }

    /// <summary>Ends the input, at which the process should end; closing waits for that.</summary>
    public void CloseInput()
    {
        try
        {
            input.Dispose();
        }
        catch (IOException)
        {
            // Nobody reads any more.
        }
    }

    /// <summary>Ends the input and waits for the process to end.</summary>
    /// <returns>What is worth telling: that it had to be stopped; else null.</returns>
    public string? Close()
    {
        CloseInput();
        if (process.WaitForExit(Grace))
        {
            Release();
            return null;
        }
        Kill();
        errors.Finish();
        var said = errors.ToString();
        Release();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{this} went on for {Grace.TotalSeconds} s after its input ended and was stopped; end it where its input ends"
                + $"{(said.Length == 0 ? "" : "; its standard error ends: " + said.Replace('\n', ' '))}"
        );
    }

    /// <summary>Stops the process and all that it started.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception exception)
            when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or what it started has.
        }
        // What does not belong to the tree any more still sees the end of its input.
        CloseInput();
    }

    /// <summary>Stops the process and forgets it.</summary>
    public void Discard()
    {
        Kill();
        Release();
    }

    public override string ToString() => $"the process '{name}'";

    private void KillAtExit(object? sender, EventArgs e) => Kill();

    private void Release()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        process.Dispose();
    }

    private static string Signal(int code) =>
        code is > 128 and < 160 && !OperatingSystem.IsWindows()
            ? string.Create(CultureInfo.InvariantCulture, $" (signal {code - 128})")
            : "";
}
