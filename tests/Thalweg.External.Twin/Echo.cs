namespace Thalweg.External.Twin;

/// <summary>Answers so many bytes with so many, and nothing else: what the pipes alone cost.</summary>
internal static class Echo
{
    public static int Serve(int received, int sent)
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        var (question, answer) = (new byte[received], new byte[sent]);
        while (input.ReadAtLeast(question, received, throwOnEndOfStream: false) == received)
        {
            output.Write(answer);
        }
        return 0;
    }
}
