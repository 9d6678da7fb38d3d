using PiGen.Testing;

namespace PiGen.Lab.Tests;

/// <summary>Answers of programs, as the other tests get them.</summary>
public sealed class RealProgramTests
{
    [Theory]
    [InlineData(@"printf '\357\273\277a'", "\ufeffa")]
    [InlineData(@"printf '>'; sleep 0.1; printf '\357\273\277a'", ">\ufeffa")]
    [InlineData(@"printf '>>'; sleep 0.1; printf '\376\377'", ">>\ufffd\ufffd")]
    public void A_byte_order_mark_is_part_of_the_answer(string script, string answer)
    {
        Assert.SkipWhen(RealProgram.Missing("sh") is not null, "not installed: sh");
        Assert.Equal(new(0, answer, ""), RealProgram.Run("sh", "-c", script));
    }
}
