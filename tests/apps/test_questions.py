"""A question of somebody: to the lab, and to nobody else until it is shown."""

ATTACK = "<img src=x onerror=alert(1)>\u202e\x00 https://example.org"


async def test_a_question_goes_to_the_lab_alone_until_it_is_shown(hub):
    async with hub.seat("ada") as ada, hub.seat("ben") as ben:
        hub.tell("allow", questions=True)
        await ada.until(lambda: ada.state["asked"]["questions"])
        await ada.send(type="ask", text=ATTACK)
        await ada.until(lambda: ada.state["own_question"])
        (told,) = await hub.until(lambda: hub.heard("question"))
        assert told == {
            "type": "question",
            "id": ada.state["own_question"]["id"],
            "person": "ada",
            "text": "<img src=x onerror=alert(1)> https://example.org",
        }
        assert 50 < ada.state["own_question"]["wait"] <= 60
        hub.tell("show_question", question={"id": told["id"], "text": told["text"]})
        await ben.until(lambda: ben.state["question"])
        assert ben.state["question"] == {"id": told["id"], "text": told["text"]}
        assert ben.state["own_question"] is None
        assert not any(told["text"] in str(frame) for frame in ben.replies if not frame.get("question"))
        hub.tell("show_question", question=None)
        await ben.until(lambda: ben.state["question"] is None)


async def test_one_a_minute_and_only_when_it_is_asked_for(hub):
    async with hub.seat("ada") as ada, hub.seat("ben") as ben:

        async def sorry(phone, text):
            phone.replies.clear()
            await phone.send(type="ask", text=text)
            return await phone.reply("sorry")

        assert "not taken" in await sorry(ada, "Why?")
        hub.tell("allow", questions=True)
        await ada.until(lambda: ada.state["asked"]["questions"])
        assert "few words" in await sorry(ada, " \u200b ")
        assert "200" in await sorry(ada, "x" * 201)
        await ada.send(type="ask", text="Why?")
        await ada.until(lambda: ada.state["own_question"])
        assert "a minute" in await sorry(ada, "And why?")
        await ben.send(type="ask", text="How?")
        await ben.until(lambda: ben.state["own_question"])
        await hub.until(lambda: [message["text"] for message in hub.heard("question")] == ["Why?", "How?"])
    async with hub.seat("ada") as again:
        assert again.state["own_question"]["text"] == "Why?"
