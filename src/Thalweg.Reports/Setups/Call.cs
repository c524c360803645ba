namespace Thalweg.Reports.Setups;

/// <summary>A part of a study as keys spell it: <c>name(option=value, …)</c> or <c>name:value</c>.</summary>
internal sealed class Call
{
    private readonly Dictionary<string, string> _options = [];

    public Call(string text)
    {
        var open = text.IndexOfAny(['(', ':']);
        Name = open < 0 ? text : text[..open];
        if (open < 0 || text[open] == ':')
        {
            return;
        }
        foreach (var option in text[(open + 1)..].TrimEnd(')').Split(", "))
        {
            if (option.Split('=', 2) is [var name, var value])
            {
                _options[name] = value;
            }
        }
    }

    public string Name { get; }

    /// <summary>The value of an option; the fallback where the text does not give it.</summary>
    public string this[string option, string fallback] => _options.GetValueOrDefault(option, fallback);
}
